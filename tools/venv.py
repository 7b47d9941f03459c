"""Make a virtual environment with locked requirements: `python venv.py .venv requirements.txt`.

Runs on a bare Python 3.11. Debian's has no ensurepip unless python3-venv is installed;
pip then comes from the system, or else from Debian's python3-venv where we may install it.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

HELP = """\
No virtual environment could be made: this Python has neither ensurepip nor pip.
  Debian, Ubuntu: apt-get install python3-venv
  otherwise: install Python as python.org offers it, which has both"""


def main() -> int:
    """Make the environment and install the requirements."""
    folder, requirements = Path(sys.argv[1]), sys.argv[2]
    print(f"Setting up {folder}, once (about a minute) …", file=sys.stderr, flush=True)
    if (folder / "pyvenv.cfg").exists():
        shutil.rmtree(folder)
    base = str(getattr(sys, "_base_executable", sys.executable))
    python = folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    pip: tuple[str | Path, ...] = (python, "-m", "pip")
    if not _plain(base, folder):
        if _bare(base, folder) and _quietly(base, "-m", "pip", "--python", python, "--version"):
            pip = (base, "-m", "pip", "--python", python)  # the requirements have one, too
        elif not (_install_venv() and _plain(base, folder)):
            print(HELP, file=sys.stderr)
            return 1
    done = _run(*pip, "install", "--require-hashes", "-r", requirements)
    if done.returncode != 0:
        sys.stderr.buffer.write(done.stdout + done.stderr)
    return done.returncode


def _plain(base: str, folder: Path) -> bool:
    """Try Python's own way."""
    return _quietly(base, "-m", "venv", folder)


def _bare(base: str, folder: Path) -> bool:
    """Try it without pip; the system's may be there to fill it."""
    return _quietly(base, "-m", "venv", "--clear", "--without-pip", folder)


def _install_venv() -> bool:
    """As root on Debian, install what its Python lacks."""
    if os.name == "nt" or os.geteuid() != 0 or not shutil.which("apt-get"):
        return False
    return _quietly("apt-get", "update") and _quietly(
        "apt-get", "install", "-y", "--no-install-recommends", "python3-venv"
    )


def _quietly(*command: str | Path) -> bool:
    """Whether a command succeeds; its output matters only to what is tried next."""
    return _run(*command).returncode == 0


def _run(*command: str | Path) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(command, check=False, capture_output=True)  # noqa: S603 - all ours


if __name__ == "__main__":
    sys.exit(main())
