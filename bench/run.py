"""Measure the build, the search and the pages, and print each figure: `make bench`.

Each figure is printed with its target; the exit status is 1 if one is missed.  If a part
fails, the other parts are measured all the same.
"""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from bench import budgets, jobs, scale, search, serving, targets
from tests.support.site_build import PROJECT

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence


def main(wanted: Sequence[str]) -> int:
    """Build the site and print the figures of the wanted parts, or of all; return the exit status."""
    if strange := set(wanted) - set(PARTS):
        raise SystemExit(f"no such part: {', '.join(strange)} (there are {', '.join(PARTS)})")
    print(f"{targets.LEGEND}   load of this machine: {os.getloadavg()[0]:.1f}", flush=True)
    with tempfile.TemporaryDirectory() as scratch:
        site = Path(scratch) / "site"
        marks = print_part("build", _build(site))
        for name in wanted or PARTS:
            marks += print_part(name, PARTS[name](site))
    missed, unknown = marks.count(targets.MISSED), marks.count(targets.UNKNOWN)
    print(f"targets missed: {missed}, not measured: {unknown}")
    return int(missed > 0)


def print_part(name: str, lines: Iterator[str]) -> str:
    """Print the lines of a part as they come; return their marks."""
    marks = ""
    try:
        for line in lines:
            print(line, flush=True)
            marks += line[0]
    except Exception as error:  # the other parts are measured all the same
        print(targets.failed(name, f"{type(error).__name__}: {error}"), flush=True)
        marks += targets.MISSED
    return marks


def _build(site: Path) -> Iterator[str]:
    """Yield the duration of a build and of a check, including the start of Python."""
    try:
        built = scale.measure(PROJECT, *scale.MKDOCS, "--site-dir", site)
    except RuntimeError as error:
        raise SystemExit(str(error)) from None
    yield targets.measured("build", built.wall, f"{len(list(site.rglob('*.html'))):,} pages")
    checked = scale.measure(PROJECT, scale.HINTBOOK, "check")
    yield targets.measured("check", checked.wall)
    yield targets.measured("memory of check", checked.memory)


def _budgets(site: Path) -> Iterator[str]:
    yield from budgets.report(budgets.weigh(site))


# In the order of their duration.
PARTS: dict[str, Callable[[Path], Iterator[str]]] = {
    "budgets": _budgets,
    "jobs": jobs.report,
    "search": search.report,
    "serving": serving.report,
    "scale": scale.report,
}
