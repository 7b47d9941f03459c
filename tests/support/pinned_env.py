"""Environments for tests and measurements, installed from locks with hashes.

Each lock is installed once, into a folder of its own under `.cache/`.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

from tests.support.site_build import PROJECT

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

CACHE = PROJECT / ".cache"
LIMIT = 600  # seconds for an installation


class NotInstalledError(Exception):
    """The installer failed; the message is its first line with an error."""


def installed_python(lock: Path, *, with_project: bool = False) -> Path:
    """Return the Python of an environment with the requirements of a lock, optionally the project."""
    python = "Scripts/python.exe" if os.name == "nt" else "bin/python"

    def install(folder: Path) -> None:
        _run(sys.executable, "-m", "venv", "--without-pip", folder)
        pip = (sys.executable, "-m", "pip", "--python", folder / python, "install", "--no-deps")
        _run(*pip, "--no-compile", "--require-hashes", "--requirement", lock)
        if with_project:
            _run(*pip, "--no-index", _editable_wheel(folder))

    files = [lock, PROJECT / "pyproject.toml"] if with_project else [lock]
    return _cached(lock, files, install) / python


def _editable_wheel(folder: Path) -> Path:
    """Build the project's editable wheel here, so that the environment needs no build backend."""
    build = (sys.executable, "-m", "hatchling", "build", "--target", "wheel:editable")
    _run(*build, "--directory", folder / "wheel", cwd=PROJECT)
    (wheel,) = (folder / "wheel").iterdir()
    return wheel


def _cached(lock: Path, files: list[Path], install: Callable[[Path], None]) -> Path:
    """Return the cached folder of an installation; it is installed again when a file changes."""
    read = [sys.version.encode(), *(file.read_bytes() for file in files)]
    folder = CACHE / f"{lock.stem}-{hashlib.sha256(b''.join(read)).hexdigest()[:10]}"
    if not (folder / "ready").exists():
        shutil.rmtree(folder, ignore_errors=True)
        CACHE.mkdir(exist_ok=True)
        install(folder)
        (folder / "ready").touch()
    return folder


def _run(*command: str | Path, cwd: Path | None = None) -> None:
    try:
        done = subprocess.run(  # noqa: S603 - all ours
            command, cwd=cwd, capture_output=True, text=True, timeout=LIMIT, check=False
        )
    except subprocess.TimeoutExpired:
        raise NotInstalledError("the registry did not answer in time") from None
    if done.returncode:
        lines = done.stderr.strip().splitlines() or ["no error message"]
        raise NotInstalledError(next((ln for ln in lines if "error" in ln.lower()), lines[-1]))
