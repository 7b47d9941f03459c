"""Measure `make serve`: from saving a practice to seeing its page and the list of practices."""

from __future__ import annotations

import contextlib
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

from bench.targets import measured
from tests.support.project_files import linked_project
from tests.support.servers import free_port

if TYPE_CHECKING:
    from collections.abc import Iterator

SAVES = 5
PATIENCE = 120  # seconds


def report(_: Path) -> Iterator[str]:
    """Yield the time from saving a changed title to its showing."""
    with tempfile.TemporaryDirectory() as scratch:
        project = linked_project(Path(scratch), "content")
        practice = min((project / "content/practices").iterdir())
        with _served(project) as root:
            times = [_seconds(practice, f"見本の題{number}", root) for number in range(SAVES)]
    yield measured("save to page", median(times), f"median of {SAVES}, slowest {max(times):.1f} s")


@contextlib.contextmanager
def _served(project: Path) -> Iterator[str]:
    address = f"127.0.0.1:{free_port()}"
    command = [sys.executable, "-m", "mkdocs", "serve", "--no-strict", "-q", "--dev-addr", address]
    null = subprocess.DEVNULL
    server = subprocess.Popen(command, cwd=project, stdout=null, stderr=null)  # noqa: S603
    try:
        _wait_for(f"http://{address}/", "<h1")
        yield f"http://{address}/"
    finally:
        server.terminate()
        server.wait()


def _seconds(practice: Path, title: str, root: str) -> float:
    """Return the seconds from saving a title until page and list have it."""
    lines = practice.read_text("utf-8").splitlines()
    changed = [f"title: {title}" if line.startswith("title:") else line for line in lines]
    time.sleep(1)  # the server notices changes by their time
    started = time.perf_counter()
    practice.write_text("\n".join(changed) + "\n", "utf-8")
    for page in (f"practices/{practice.stem}/", "practices/"):
        _wait_for(root + page, title)
    return time.perf_counter() - started


def _wait_for(address: str, text: str) -> None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        with contextlib.suppress(OSError), urllib.request.urlopen(address, timeout=20) as answer:  # noqa: S310
            if text in answer.read().decode():
                return
        time.sleep(0.02)
    raise TimeoutError(f"{text} does not show at {address}")
