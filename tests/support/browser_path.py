"""Print the path of a Chromium for the tests; where there is none, try to install one.

Tried in this order: $CHROMIUM; a browser on the PATH; Playwright's own; Chromium's headless shell
from Debian (the tests take half as long in it); Playwright's, downloaded; Debian's Chromium.
Missing Japanese fonts are installed from Debian, too.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys

from playwright.sync_api import sync_playwright

from tools.system_packages import install_packages, may_install, run, say

SHELL = "chromium-headless-shell"
NAMES = (SHELL, "chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FONTS = ("fonts-noto-cjk", "fontconfig")
DOWNLOAD_LIMIT = 300
USE = "ブラウザーでのテスト"
HELP = f"""\
{USE}に使う Chromium が見つかりません。次のどれかの方法で用意してください。
  Debian:  apt-get install {SHELL} {" ".join(FONTS)}
  Fedora:  dnf install chromium google-noto-sans-cjk-fonts
  macOS, Windows, Ubuntu:  .venv/bin/python -m playwright install --with-deps chromium
  ほかの場所にあるもの:  make test CHROMIUM=/path/to/chromium"""


def main() -> int:
    """Print the path, or what to install if there is none."""
    if named := os.environ.get("CHROMIUM"):
        found = _path_if_running(named)
        problem = f"CHROMIUM が示す {named} は動きません。"
    else:
        found = _path_chromium() or _playwright_chromium() or _installed_chromium()
        problem = HELP
    if not found:
        say(problem)
        return 1
    if not _has_japanese_fonts():
        install_packages(*FONTS, use=USE, without="日本語の書体なしで確かめます。")
    print(found)
    return 0


def _path_chromium() -> str | None:
    return next((found for name in NAMES if (found := _path_if_running(name))), None)


def _playwright_chromium() -> str | None:
    with sync_playwright() as playwright:
        return _path_if_running(playwright.chromium.executable_path)


def _installed_chromium() -> str | None:
    if not may_install():
        return None
    return _debian(SHELL) or _downloaded_chromium() or _debian("chromium")


def _debian(package: str) -> str | None:
    without = "ほかの Chromium を探します。"
    return _path_chromium() if install_packages(package, *FONTS, use=USE, without=without) else None


def _downloaded_chromium() -> str | None:
    say(f"{USE}に使う Chromium を、Playwright の配布元から取り寄せます（断るには INSTALL=no）…")
    environment = os.environ | {"PLAYWRIGHT_DOWNLOAD_CONNECTION_TIMEOUT": "5000"}
    command = (sys.executable, "-m", "playwright", "install", "chromium")
    done = run(*command, limit=DOWNLOAD_LIMIT, env=environment)
    return _playwright_chromium() if done.returncode == 0 else None


def _has_japanese_fonts() -> bool:
    if sys.platform in {"darwin", "win32"}:
        return True
    if not shutil.which("fc-list"):
        return False
    listed = subprocess.run(["fc-list", ":lang=ja"], capture_output=True, check=False)  # noqa: S607
    return bool(listed.stdout.strip())


def _path_if_running(browser: str) -> str | None:
    """Return the full path of a browser if it starts (Ubuntu's package is a stub without snap)."""
    path = shutil.which(browser)
    return path if path and run(path, "--version", limit=30).returncode == 0 else None


if __name__ == "__main__":
    sys.exit(main())
