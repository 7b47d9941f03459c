"""Pages that stand for the others: those with the same kind, scripts and controls are alike."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tests.support.site_build import NO_INDEX, page_file, page_kind, page_paths

if TYPE_CHECKING:
    from pathlib import Path

# On load, or named for later in an attribute.
SCRIPT = re.compile(r'assets/js/([\w/-]+)\.[0-9a-f]+\.js["\s]')
CONTROL = re.compile(r'<(?:(button|select|summary|textarea)\b|input\b[^>]*?type="(\w+)")')
# The home page and a scene.
OPENED_FIRST = ("", "scenes/1/")


@dataclass(frozen=True)
class PageTraits:
    """What pages with the same behaviour have in common: kind, scripts and controls."""

    kind: str
    scripts: frozenset[str]
    controls: frozenset[str]

    @property
    def redirects(self) -> bool:
        """Whether pages with these traits have the script for former addresses."""
        return "redirect" in self.scripts


def page_traits(path: str, html: str) -> PageTraits:
    """Return the traits of a page."""
    controls = {next(filter(None, found)) for found in CONTROL.findall(html)}
    kind = "former" if NO_INDEX in html else page_kind(path)
    return PageTraits(kind, frozenset(SCRIPT.findall(html)), frozenset(controls))


def representatives(site: Path) -> dict[PageTraits, str]:
    """Return the shortest page for each combination of traits, longest first."""
    pages = {path: page_file(site, path).read_text("utf-8") for path in page_paths(site)}
    by_size = sorted(pages, key=lambda path: len(pages[path]), reverse=True)
    return {page_traits(path, pages[path]): path for path in by_size}


def covering_pages(site: Path) -> list[str]:
    """Return the pages that readers open first, and a few more, to have every script and control.

    Redirects are left out.
    """
    kinds = {path: alike for alike, path in representatives(site).items() if not alike.redirects}
    for path in OPENED_FIRST:
        kinds[path] = page_traits(path, page_file(site, path).read_text("utf-8"))
    has = {path: alike.scripts | alike.controls for path, alike in kinds.items()}
    found = [*OPENED_FIRST]
    shortest_first = [*reversed(has)]
    while missing := set[str]().union(*has.values()).difference(*(has[path] for path in found)):
        found.append(max(shortest_first, key=lambda path: len(has[path] & missing)))
    return found
