"""Print the path of a Chromium for the tests, installing one if possible.

Tried in this order: $CHROMIUM; Chromium's headless shell, installed from Debian if run as root
(the tests take half as long in it); a browser on the PATH; Playwright's own, downloaded if
missing; Debian's Chromium. Missing Japanese fonts are installed from Debian, too.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

SHELL = "chromium-headless-shell"
NAMES = (SHELL, "chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FONTS = "fonts-noto-cjk"
DOWNLOAD_LIMIT = 300
HELP = f"""\
The tests need a Chromium and found none. One of these helps:
  Debian:  apt-get install chromium {FONTS}
  Fedora:  dnf install chromium google-noto-sans-cjk-fonts
  macOS, Windows, Ubuntu:  .venv/bin/python -m playwright install --with-deps chromium
  a browser elsewhere:  CHROMIUM=/path/to/chromium make test"""


def main() -> int:
    """Print the path, or what to install if there is none."""
    if named := os.environ.get("CHROMIUM"):
        found = _path_if_running(named)
        problem = f"CHROMIUM names {named}, which does not run."
    else:
        found = (
            _headless_shell()
            or _path_chromium()
            or _playwright_chromium()
            or _downloaded_chromium()
            or _debian_chromium()
        )
        problem = HELP
    if not found:
        print(problem, file=sys.stderr)
        return 1
    if not _has_japanese_fonts() and not install(FONTS, "fontconfig"):
        print(
            f"No Japanese font found: pages are tested without (Debian: {FONTS}).", file=sys.stderr
        )
    print(found)
    return 0


def _headless_shell() -> str | None:
    return _path_if_running(SHELL) or (_path_if_running(SHELL) if install(SHELL, FONTS) else None)


def _path_chromium() -> str | None:
    return next((found for name in NAMES if (found := _path_if_running(name))), None)


def _playwright_chromium() -> str | None:
    with sync_playwright() as playwright:
        return _path_if_running(playwright.chromium.executable_path)


def _downloaded_chromium() -> str | None:
    print("No browser found, trying to download one …", file=sys.stderr, flush=True)
    environment = os.environ | {"PLAYWRIGHT_DOWNLOAD_CONNECTION_TIMEOUT": "5000"}
    command = [sys.executable, "-m", "playwright", "install", "chromium"]
    return _playwright_chromium() if _succeeds(command, DOWNLOAD_LIMIT, environment) else None


def _debian_chromium() -> str | None:
    return _path_chromium() if install("chromium", FONTS) else None


def _has_japanese_fonts() -> bool:
    if sys.platform in {"darwin", "win32"}:
        return True
    if not shutil.which("fc-list"):
        return False
    listed = subprocess.run(["fc-list", ":lang=ja"], capture_output=True, check=False)  # noqa: S607
    return bool(listed.stdout.strip())


def install(*packages: str) -> bool:
    """Install Debian packages if run as root on Debian; return whether that succeeded."""
    if sys.platform == "win32" or os.geteuid() != 0 or not Path("/etc/debian_version").exists():
        return False
    print(f"Installing {' '.join(packages)} …", file=sys.stderr, flush=True)
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    _succeeds(["apt-get", "update"], 60, environment)
    return _succeeds(
        ["apt-get", "install", "-y", "--no-install-recommends", *packages], 900, environment
    )


def _path_if_running(browser: str) -> str | None:
    """Return the full path of a browser if it starts (Ubuntu's package is a stub without snap)."""
    path = shutil.which(browser)
    return path if path and _succeeds([path, "--version"], 30) else None


def _succeeds(command: list[str], limit: float, env: dict[str, str] | None = None) -> bool:
    """Return whether a command succeeds in time; its process group is killed otherwise."""
    null = subprocess.DEVNULL
    try:
        with subprocess.Popen(  # noqa: S603 - the commands are ours, or $CHROMIUM
            command, env=env, stdin=null, stdout=null, stderr=null, start_new_session=True
        ) as process:
            try:
                return process.wait(limit) == 0
            except subprocess.TimeoutExpired:
                if sys.platform == "win32":
                    process.kill()
                else:
                    os.killpg(process.pid, signal.SIGKILL)
                return False
    except OSError:
        return False


if __name__ == "__main__":
    sys.exit(main())
