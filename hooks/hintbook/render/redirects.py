"""Addresses that answer for ever: the list of them all, and redirects from former ones.

A former page becomes a stub that leads on and keeps the fragment.  A former
anchor of a page that still stands becomes a line at that page's end, so that
it needs no script.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from hintbook.errors import nearest, problem

from . import csp
from .address import Address, address, permalink
from .output import Asset

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from hintbook.errors import ContentError, Place
    from hintbook.library import Library

    from .output import Heading, Page
    from .site import Site

# The pages that no entry has for itself.
PAGES = (
    "",
    "scenes/",
    "practices/",
    "guide/",
    "guide/difficulties/",
    "guide/methods/",
    "guide/concepts/",
    "guide/checklist/",
    "municipalities/",
    "municipalities/compare/",
    "stories/",
    "topics/",
    "survey/",
    "tags/",
    "glossary/",
    "sources/",
    "search/",
    "handout/",
    "contribute/practice/",
)


def written(place: Address) -> str:
    """An address as `redirects.yml` and the list of addresses write it: scenes/1/#s1-h01."""
    page = place.page if place.page == "" or place.page.endswith("/") else f"{place.page}/"
    return f"{page}#{place.anchor}" if place.anchor else page


def read(text: str) -> Address:
    """The page and the anchor of an address as written."""
    page, _, anchor = text.partition("#")
    return Address(page if page in PAGES else page.removesuffix("/"), anchor)


def faults(library: Library) -> Iterator[ContentError]:
    """What is wrong with the redirects, now that it is known where every entry stands."""
    entries = [item.entry for item in library.items.values()]
    standing = {written(address(library, entry)) for entry in entries}
    standing |= {written(permalink(entry)) for entry in entries}
    standing |= {*PAGES, *(one.partition("#")[0] for one in standing)}
    left: dict[str, Place] = {}
    for moved in library.redirects:
        old, new = moved.redirect.old, moved.redirect.new
        first = left.setdefault(old, moved.old)
        if first != moved.old:
            yield problem("duplicate-redirect", moved.old, value=old, first=first)
        elif old in standing:
            yield problem("redirect-taken", moved.old, value=old)
        if new not in standing:
            former = {each.redirect.old for each in library.redirects}
            chained = new in former or new.partition("#")[0] in former
            code = "redirect-chain" if chained else "redirect-nowhere"
            yield problem(code, moved.new, value=new, nearest=nearest(new, standing))
    for old, place in left.items():
        page = old.partition("#")[0]
        if page not in standing and page not in left:
            yield problem("redirect-homeless", place, value=old, page=page)


def with_moved(site: Site, pages: Sequence[Page]) -> list[Page]:
    """The pages; those that an entry has left get a line for each at their end."""
    left = _left(site)
    return [
        replace(page, html=page.html + site.html("moved.html", page.path, left=left[page.path]))
        if page.path in left
        else page
        for page in pages
    ]


def overview(site: Site, pages: Sequence[Page]) -> Iterator[Asset]:
    """A stub for every former page, and the list of all addresses, former ones too."""
    here = {page.path for page in pages}
    for page, left in _left(site).items():
        if page not in here:
            html = site.html("redirect.html", page, left=left)
            yield Asset(site.file(page), csp.secure(html).encode())
    entries = [item.entry for item in site.library.items.values()]
    known = [written(Address(page.path)) for page in pages]
    known += [
        f"{written(Address(page.path))}#{name}" for page in pages for name in _ids(page.headings)
    ]
    known += [written(address(site.library, entry)) for entry in entries]
    known += [written(permalink(entry)) for entry in entries]
    known += [moved.redirect.old for moved in site.library.redirects]
    lines = "\n".join(sorted(set(known)))
    yield Asset("api/v1/addresses.txt", f"{lines}\n".encode())


def _left(site: Site) -> dict[str, list[tuple[str, Address]]]:
    """By page: each anchor that was left ("" for the page itself), and where it leads now."""
    left: dict[str, list[tuple[str, Address]]] = {}
    for moved in site.library.redirects:
        old = read(moved.redirect.old)
        left.setdefault(old.page, []).append((old.anchor, read(moved.redirect.new)))
    return left


def _ids(headings: Sequence[Heading]) -> Iterator[str]:
    for heading in headings:
        yield heading.id
        yield from _ids(heading.children)
