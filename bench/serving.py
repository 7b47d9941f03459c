"""Measure `make serve`: from saving a practice to seeing its page and the list of practices."""

from __future__ import annotations

import tempfile
import time
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

from bench.targets import measured
from tests.support.project_files import linked_project
from tests.support.servers import served, wait_for

if TYPE_CHECKING:
    from collections.abc import Iterator

SAVES = 5


def report(_: Path) -> Iterator[str]:
    """Yield the time from saving a changed title to its showing."""
    with tempfile.TemporaryDirectory() as scratch:
        project = linked_project(Path(scratch), "content")
        practice = min((project / "content/practices").iterdir())
        with served(project) as root:
            wait_for(root, "<h1")
            times = [_seconds(practice, f"見本の題{number}", root) for number in range(SAVES)]
    yield measured("save to page", median(times), f"median of {SAVES}, slowest {max(times):.1f} s")


def _seconds(practice: Path, title: str, root: str) -> float:
    """Return the seconds from saving a title until page and list have it."""
    lines = practice.read_text("utf-8").splitlines()
    changed = [f"title: {title}" if line.startswith("title:") else line for line in lines]
    time.sleep(1)  # the server notices changes by their time
    started = time.perf_counter()
    practice.write_text("\n".join(changed) + "\n", "utf-8")
    for page in (f"practices/{practice.stem}/", "practices/"):
        wait_for(root + page, title)
    return time.perf_counter() - started
