"""Sites of many practices beside plain sites of as many Markdown pages: `make bench`."""

from __future__ import annotations

import hashlib
import os
import re
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

from built import PROJECT
from growth import grown_content

SIZES = (1_000, 10_000)
OWN = ("hooks", "overrides", "docs", "mkdocs.yml")
# As whoever begins with it has it, but for the practices in the navigation: with them in it
# Material takes 34 s for 1,000 pages, and hours for 10,000.
PLAIN = """\
site_name: plain
use_directory_urls: true
theme: {name: material, language: ja, font: false}
nav: [index.md]
"""
ZENSICAL = "zensical==0.0.73"


class Measured(NamedTuple):
    """A build: seconds by the clock, of all processors together, MB at its peak, MB written."""

    wall: float
    processor: float
    memory: float
    size: float

    def __str__(self) -> str:
        """The figures in a line."""
        return (
            f"{self.wall:7.1f} s   {self.processor:7.1f} s of processors"
            f"   {self.memory:6.0f} MB memory   {self.size:6.0f} MB site"
        )


def measure(folder: Path, *command: str | Path) -> Measured:
    """Run a build in a folder that writes to site/ in it."""
    started = time.perf_counter()
    done = subprocess.run(  # noqa: S603
        [sys.executable, "-c", _CHILD, *map(str, command)],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": "hooks"},
        capture_output=True,
        text=True,
        check=False,
    )
    wall = time.perf_counter() - started
    if done.returncode != 0:
        raise SystemExit(done.stdout + done.stderr)
    processor, memory = map(float, done.stdout.split()[-2:])
    size = sum(file.stat().st_size for file in (folder / "site").rglob("*") if file.is_file())
    return Measured(wall, processor, memory, size / 1e6)


# In a process of its own, so that nothing else is counted.
_CHILD = """
import resource, subprocess, sys
done = subprocess.run(sys.argv[1:], stdout=sys.stderr)
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(used.ru_utime + used.ru_stime, used.ru_maxrss / 1000)
sys.exit(done.returncode)
"""


def grown_project(practices: int, folder: Path) -> Path:
    """The project with so many practices."""
    folder.mkdir()
    for name in OWN:
        (folder / name).symlink_to(PROJECT / name)
    grown_content(PROJECT / "content", practices, folder / "content")
    return folder


def plain_project(grown: Path, folder: Path) -> Path:
    """The practices of a grown project as pages of Markdown, for Material and Zensical alike."""
    pages = folder / "docs/practices"
    pages.mkdir(parents=True)
    for file in (grown / "content/practices").iterdir():
        text = file.read_text(encoding="utf-8")
        title, summary = (
            re.search(rf"(?ms)^{key}: (.*?)(?=^\w)", text)[1]  # type: ignore[index]
            for key in ("title", "summary")
        )
        (pages / f"{file.stem}.md").write_text(f"# {title}\n{summary}", encoding="utf-8")
    (folder / "docs/index.md").write_text("# 実践例\n", encoding="utf-8")
    (folder / "mkdocs.yml").write_text(PLAIN, encoding="utf-8")
    return folder


def zensical() -> Path | None:
    """Zensical's command in an environment of its own under .cache/; None where it cannot be had."""
    folder = PROJECT / ".cache" / f"zensical-{hashlib.sha256(ZENSICAL.encode()).hexdigest()[:8]}"
    command = folder / ("Scripts/zensical.exe" if os.name == "nt" else "bin/zensical")
    if not command.exists():
        python = command.with_name("python")
        for step in (
            ("venv", "--clear", "--without-pip", folder),
            ("pip", "--python", python, "install", "--quiet", ZENSICAL),
        ):
            run = [sys.executable, "-m", *map(str, step)]
            if subprocess.run(run, check=False, capture_output=True).returncode != 0:  # noqa: S603
                return None
    return command


def main(sizes: tuple[int, ...] = SIZES) -> None:
    """Print every figure, and the ratios that have an aim."""
    mkdocs = (sys.executable, "-m", "mkdocs", "build", "--quiet", "--strict")
    other = zensical()
    ours: list[Measured] = []
    print(f"load of this machine: {os.getloadavg()[0]:.1f}")
    for size in sizes:
        with tempfile.TemporaryDirectory() as scratch:
            grown = grown_project(size, Path(scratch) / "grown")
            plain = plain_project(grown, Path(scratch) / "plain")
            ours.append(measure(grown, *mkdocs))
            print(f"{size:6,} practices   {ours[-1]}   (aim: 60 s, 1,500 MB)")
            beside = {"Material": measure(plain, *mkdocs)}
            if other:
                beside["Zensical"] = measure(plain, other, "build", "--clean")
            for name, measured in beside.items():
                ratio = ours[-1].processor / measured.processor
                print(f"{name:>16}   {measured}   ours takes {ratio:.1f} times as long")
    if not other:
        print("        Zensical   cannot be installed here")
    first, last = ours[0], ours[-1]
    print(
        f"growth by {sizes[-1] / sizes[0]:.0f}: {last.wall / first.wall:.1f} by the clock,"
        f" {last.processor / first.processor:.1f} of processors   (aim: 11)"
    )


if __name__ == "__main__":
    main(tuple(map(int, sys.argv[1:])) or SIZES)
