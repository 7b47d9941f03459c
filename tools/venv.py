"""Make a virtual environment with locked requirements: `python -m tools.venv .venv requirements.txt`.

Runs on Python 3.11 without packages. The pip of that Python installs the requirements, which
include pip; ensurepip takes 4 s longer, and Debian has it in python3-venv only, which is
installed if there is no pip either.
"""

from __future__ import annotations

import os
import re
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from tools.system_packages import install_packages, run, say

if TYPE_CHECKING:
    import subprocess

HELP = """\
仮想環境を作れません。この Python には ensurepip も pip もありません。
  Debian, Ubuntu: apt-get install python3-venv
  ほか: python.org の Python を入れてください（どちらも付いています）"""
UNREACHABLE = (
    "必要なものを取り寄せられません（配布元につながりません）。プロキシーがあれば環境変数 HTTPS_PROXY に"
    "そのアドレスを、通信を検査する証明書があれば PIP_CERT にそのファイルを書いて、もう一度実行してください。"
)
LIMIT = 1800
UV = "tools/uv.txt"
# What pip says when it reaches no registry.
_NOT_REACHED = re.compile(
    rb"ProxyError|Cannot connect to proxy|NewConnectionError|ConnectTimeout|ReadTimeout"
    rb"|NameResolutionError|SSLError|CERTIFICATE_VERIFY_FAILED"
)


def main() -> int:
    """Make the environment and install the requirements."""
    folder, requirements = Path(sys.argv[1]), sys.argv[2]
    say(f"{folder} を用意しています（初めだけ。30 秒ほど）…")
    if (folder / "pyvenv.cfg").exists():
        shutil.rmtree(folder)
    base = str(getattr(sys, "_base_executable", sys.executable))
    python = folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    pip: tuple[str | Path, ...] = (base, "-m", "pip", "--python", python)
    if not (_without_pip(base, folder) and _succeeds(*pip, "--version")):
        pip = (python, "-m", "pip")
        if not _with_ensurepip(base, folder) and not (
            install_packages("python3-venv", use=f"{folder} を作るの", without="")
            and _with_ensurepip(base, folder)
        ):
            say(HELP)
            return 1
    done = install(pip, python, requirements)
    if done.returncode != 0:
        sys.stderr.buffer.write(explained(done.stdout))
    return done.returncode


def install(
    pip: tuple[str | Path, ...], python: Path, requirements: str
) -> subprocess.CompletedProcess[bytes]:
    """Install requirements; return how the last command ended.

    uv takes a fifth of pip's time. Where it does not get what is needed, for it does not read
    pip's settings, pip does.
    """
    # Python compiles what it imports, a small part of it all.
    by_pip = (*pip, "install", "--no-compile", "--require-hashes", "-r")
    done = run(*by_pip, UV, limit=LIMIT)
    if done.returncode == 0:
        uv = (python.with_name(f"uv{python.suffix}"), "pip", "install", "--quiet")
        done = run(*uv, "--python", python, "--require-hashes", "-r", requirements, limit=LIMIT)
        if done.returncode == 0:
            return done
    elif _NOT_REACHED.search(done.stdout):
        return done
    return run(*by_pip, requirements, limit=LIMIT)


def explained(output: bytes) -> bytes:
    """Return what pip said, or one line for editors if it reached no registry."""
    return f"{UNREACHABLE}\n".encode() if _NOT_REACHED.search(output) else output


def _with_ensurepip(base: str, folder: Path) -> bool:
    """Make the environment with ensurepip; return whether that succeeded."""
    return _succeeds(base, "-m", "venv", "--clear", folder)


def _without_pip(base: str, folder: Path) -> bool:
    """Make the environment without pip, for another's pip; return whether that succeeded."""
    return _succeeds(base, "-m", "venv", "--without-pip", folder)


def _succeeds(*command: str | Path) -> bool:
    """Return whether a command succeeds, without showing its output."""
    return run(*command, limit=60).returncode == 0


if __name__ == "__main__":
    sys.exit(main())
