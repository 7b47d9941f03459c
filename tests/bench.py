"""Measure the build and what a reader's browser fetches: `make bench`."""

from __future__ import annotations

import gzip
import re
import subprocess
import sys
import tempfile
import time
from pathlib import Path

KB = 1000
FETCHED = re.compile(
    r'<(?:script|img)\b[^>]*\bsrc="([^"]+)"'
    r'|<link\b[^>]*\brel="(?:stylesheet|icon)"[^>]*\bhref="([^"]+)"'
    r'|<link\b[^>]*\bhref="([^"]+)"[^>]*\brel="(?:stylesheet|icon)"'
)


def main() -> None:
    """Build into a scratch folder and print each figure beside its aim."""
    with tempfile.TemporaryDirectory() as scratch:
        site = Path(scratch)
        seconds = _build(site)
        scenes = {page.parent.name: _packed(page) for page in site.glob("scenes/?/index.html")}
        largest = max(scenes, key=scenes.__getitem__)
        visits = {page: _first_visit(site, page) for page in ("index.html", "scenes/1/index.html")}
        pages = sum(1 for _ in site.rglob("*.html"))
    _print("build", f"{seconds:.1f} s", "6 s", f"{pages} pages")
    _print(
        "largest scene page", f"{scenes[largest] / KB:.1f} KB", "30 KB", f"scene {largest}, gzip"
    )
    for page, size in visits.items():
        _print("first visit", f"{size / KB:.1f} KB", "250 KB", f"{page}, all gzip")


def _build(site: Path) -> float:
    """How long a build takes, the start of Python included."""
    started = time.perf_counter()
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(site)]
    built = subprocess.run(command, check=False, capture_output=True, text=True)  # noqa: S603
    if built.returncode != 0:
        sys.exit(built.stdout + built.stderr)
    return time.perf_counter() - started


def _first_visit(site: Path, page: str) -> int:
    """The bytes of a page and of every file that it names."""
    path = site / page
    named = {next(filter(None, found)) for found in FETCHED.findall(path.read_text("utf-8"))}
    files = {(path.parent / name.partition("?")[0]).resolve() for name in named}
    return _packed(path) + sum(map(_packed, files))


def _packed(path: Path) -> int:
    return len(gzip.compress(path.read_bytes(), 6))


def _print(what: str, measured: str, aim: str, note: str) -> None:
    print(f"{what:<20}{measured:>10}   (aim: under {aim})   {note}")


if __name__ == "__main__":
    main()
