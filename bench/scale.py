"""Measure sites of many practices: `make bench`.

Their builds are compared with those of plain sites of as many Markdown pages.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from playwright.sync_api import sync_playwright

from bench.scaled_content import scaled_content
from bench.targets import failed, figure, measured, unknown
from tests.support.pages import launch_browser
from tests.support.pinned_env import NotInstalledError, installed_python
from tests.support.project_files import linked_project
from tests.support.site_build import PROJECT, serve

if TYPE_CHECKING:
    from collections.abc import Iterator

# The numbers of practices; SIZES=1000 takes a minute.
SIZES = [int(size) for size in os.environ.get("SIZES", "1000,10000").split(",")]
MKDOCS = (sys.executable, "-m", "mkdocs", "build", "--quiet", "--strict")
HINTBOOK = Path(sys.executable).with_name("hintbook")
# Material's defaults, but without the practices in the navigation: with them Material takes 34 s
# for 1,000 pages and hours for 10,000.
PLAIN = """\
site_name: plain
use_directory_urls: true
theme: {name: material, language: ja, font: false}
nav: [index.md]
"""
ZENSICAL = PROJECT / "bench/zensical.txt"


class Measured(NamedTuple):
    """A build: wall-clock seconds, CPU seconds, MB of memory at the peak, MB written."""

    wall: float
    processor: float
    memory: float
    size: float

    def __str__(self) -> str:
        """Return the figures other than the wall-clock seconds."""
        return (
            f"{self.processor:.1f} s of processors, {self.memory:,.0f} MB memory,"
            f" {self.size:,.0f} MB site"
        )


def measure(folder: Path, *command: str | Path) -> Measured:
    """Run a command in a folder and measure it with the size of site/; `RuntimeError` if it fails."""
    started = time.perf_counter()
    done = subprocess.run(  # noqa: S603
        [sys.executable, "-c", _CHILD, *map(str, command)],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )
    wall = time.perf_counter() - started
    if done.returncode != 0:
        raise RuntimeError(done.stderr[-2000:])
    processor, memory = map(float, done.stdout.split()[-2:])
    size = sum(file.stat().st_size for file in (folder / "site").rglob("*") if file.is_file())
    return Measured(wall, processor, memory, size / 1e6)


# In a process of its own, so that only this command is counted.
_CHILD = """
import resource, subprocess, sys
done = subprocess.run(sys.argv[1:], stdout=sys.stderr)
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(used.ru_utime + used.ru_stime, used.ru_maxrss / 1000)
sys.exit(done.returncode)
"""


def scaled_project(practices: int, folder: Path) -> Path:
    """Make a copy of the project with so many practices; return `folder`."""
    folder.mkdir()
    scaled_content(PROJECT / "content", practices, linked_project(folder) / "content")
    return folder


def plain_project(scaled: Path, folder: Path) -> Path:
    """Make a plain project with the practices as Markdown pages; return `folder`."""
    pages = folder / "docs/practices"
    pages.mkdir(parents=True)
    for file in (scaled / "content/practices").iterdir():
        text = file.read_text(encoding="utf-8")
        title, summary = (
            re.search(rf"(?ms)^{key}: (.*?)(?=^\w)", text)[1]  # type: ignore[index]
            for key in ("title", "summary")
        )
        (pages / f"{file.stem}.md").write_text(f"# {title}\n{summary}", encoding="utf-8")
    (folder / "docs/index.md").write_text("# 実践例\n", encoding="utf-8")
    (folder / "mkdocs.yml").write_text(PLAIN, encoding="utf-8")
    return folder


def report(_: Path) -> Iterator[str]:
    """Yield the figures of each size and how they grow."""
    others: dict[str, tuple[str | Path, ...]] = {"Material": MKDOCS}
    try:
        others["Zensical"] = (installed_python(ZENSICAL), "-m", "zensical", "build", "--clean")
    except NotInstalledError as error:
        yield unknown("Zensical", str(error))
    builds: list[Measured] = []
    # Removed at the end: ext4 avoids the inodes of files for some minutes after they were removed,
    # and a build takes a fifth to a third longer.
    with tempfile.TemporaryDirectory() as scratch:
        for size in SIZES:
            scaled = scaled_project(size, Path(scratch) / f"scaled-{size}")
            plain = plain_project(scaled, Path(scratch) / f"plain-{size}")
            own = measure(scaled, *MKDOCS)
            builds.append(own)
            yield measured("build at scale", own.wall, f"{size:,} practices: {own}")
            yield measured("memory of build", own.memory)
            for name, command in others.items():
                try:
                    other = measure(plain, *command)
                except RuntimeError as error:
                    yield failed(name, str(error))
                    continue
                note = f"{other}: ours takes {own.processor / other.processor:.1f} times as long"
                yield figure(f"  {name}", f"{other.wall:.1f} s", note)
            checked = measure(PROJECT, HINTBOOK, "check", scaled / "content")
            yield measured("check at scale", checked.wall, f"{size:,} practices")
            yield measured("memory of check", checked.memory)
            slowest = max(_clicks(scaled / "site"))
            yield measured("click on a filter", slowest, f"{size:,} practices, slowest of 12")
    if len(builds) > 1:
        growth, work = (
            builds[-1].wall / builds[0].wall,
            builds[-1].processor / builds[0].processor,
        )
        note = f"from {SIZES[0]:,} to {SIZES[-1]:,} practices; {work:.1f} of processors"
        yield measured("growth of build", growth, note)


def _clicks(site: Path) -> list[float]:
    """Return the milliseconds from a click on a filter of the practices to the next frame."""
    with serve(site) as address, sync_playwright() as play:
        browser = launch_browser(play)
        page = browser.new_page()
        page.goto(f"{address}practices/")
        times: list[float] = page.evaluate(_CLICKS)
        browser.close()
    return times


_CLICKS = """async () => {
  const times = [];
  const boxes = [...document.querySelectorAll('[data-facet] input')].filter((_, n) => n % 7 === 0);
  for (const box of boxes.slice(0, 12)) {
    const started = performance.now();
    box.click();
    await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
    times.push(performance.now() - started);
  }
  return times;
}"""
