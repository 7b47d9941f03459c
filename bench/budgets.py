"""Sizes of every page of the built site and their budgets, in bytes after gzip.

The sizes do not depend on the machine, so a test checks them; `make bench` prints them.
"""

from __future__ import annotations

import functools
import gzip
from collections import defaultdict
from dataclasses import astuple, dataclass, fields, replace
from typing import TYPE_CHECKING

from bench.targets import failed
from tests.support.site_build import fetched_files, page_file, page_kind, page_paths

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

KB = 1000
# Folders of scripts that are data: the search index, which is fetched as needed, and the schema,
# messages, ids and titles the form validates with (27 KB).  They count for the visit, not as a
# page's own scripts, of which the form has 12 KB.
DATA = ("assets/search", "assets/contribute")


@dataclass(frozen=True)
class Weight:
    """Bytes of a page: its HTML, its styles, its own scripts, and everything a first visit fetches.

    A page's own scripts are those that not every page loads, without data.
    """

    html: int
    css: int
    js: int
    visit: int

    def over(self, budget: Weight) -> list[str]:
        """Return a line for each size that exceeds the budget."""
        names = [field.name for field in fields(self)]
        pairs = zip(names, astuple(self), astuple(budget), strict=True)
        return [f"{name} {own} > {most}" for name, own, most in pairs if own > most]


USUAL = Weight(html=20 * KB, css=40 * KB, js=15 * KB, visit=75 * KB)
# Lists of practices: room for three times today's number.  A longer list should be split.
LONG = replace(USUAL, html=90 * KB, visit=145 * KB)
BUDGETS = {
    "contribute/*": replace(USUAL, visit=110 * KB),  # includes the form's data
    # The script is that of renamed ids, which lead on.
    "id/*": Weight(html=12 * KB, css=12 * KB, js=300, visit=32 * KB),
    "municipalities/*": LONG,  # the comparison page holds all profiles
    "practices": LONG,
    "search": replace(USUAL, js=20 * KB, visit=100 * KB),  # cuts words and ranks in the browser
    "tags/*": LONG,
}


def budget(path: str) -> Weight:
    """Return the budget of a page."""
    return BUDGETS.get(page_kind(path), USUAL)


def weigh(site: Path) -> dict[str, Weight]:
    """Return the sizes of every page by its address."""
    return {path: _weight(site, path) for path in page_paths(site)}


def over_budget(weights: dict[str, Weight]) -> list[str]:
    """Return a line for every page over its budget."""
    return [
        f"{path or '(home)'}: {'; '.join(over)}"
        for path, weight in weights.items()
        if (over := weight.over(budget(path)))
    ]


def report(weights: dict[str, Weight]) -> Iterable[str]:
    """Yield lines to print: the largest pages, the maximum of each kind with its budget, violations."""
    yield f"  {'heaviest pages, KB':<42}{'html':>8}{'css':>8}{'js':>8}{'visit':>8}"
    heaviest = sorted(weights, key=lambda path: -weights[path].visit)
    yield from (_line(path or "(home)", weights[path]) for path in heaviest[:10])
    kinds = defaultdict(list)
    for path, weight in weights.items():
        kinds[page_kind(path)].append(weight)
    yield "  most by kind, and what is allowed"
    for name, ones in sorted(kinds.items()):
        most = Weight(*(max(each) for each in zip(*map(astuple, ones), strict=True)))
        allowed = BUDGETS.get(name, USUAL)
        yield _line(f"{name} ({len(ones)})", most) + "  ≤" + _cells(allowed)
    yield f"  {len(weights):,} pages, {sum(each.html for each in weights.values()) / KB:,.0f} KB"
    yield from (failed("budget", line) for line in over_budget(weights))


def _line(name: str, weight: Weight) -> str:
    return f"  {name:<42}{_cells(weight)}"


def _cells(weight: Weight) -> str:
    return "".join(f"{each / KB:>8.1f}" for each in astuple(weight))


def _weight(site: Path, path: str) -> Weight:
    page = page_file(site, path)
    html = len(gzip.compress(page.read_bytes(), 6))
    files = fetched_files(site, page)
    css = sum(_gzip_size(file) for file in files if file.suffix == ".css")
    js = sum(_gzip_size(file) for file in files if _is_own_script(site, file))
    return Weight(html, css, js, html + sum(map(_gzip_size, files)))


def _is_own_script(site: Path, file: Path) -> bool:
    if file.suffix != ".js" or file in _shared(site):
        return False
    return not any(site / folder in file.parents for folder in DATA)


@functools.cache
def _shared(site: Path) -> list[Path]:
    """Return the files that every page loads."""
    return fetched_files(site, site / "404.html")


@functools.cache
def _gzip_size(file: Path) -> int:
    return len(gzip.compress(file.read_bytes(), 6))
