"""Addresses that answer for ever: the list of them all, and redirects from former ones.

A former page becomes a stub that leads on and keeps the fragment.  A former
anchor of a page that still stands becomes a line at that page's end, so that
it needs no script.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from hintbook.errors import nearest, problem

from . import csp
from .address import Address, address, permalink
from .output import Asset

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from hintbook.errors import ContentError, Place
    from hintbook.library import Library

    from .output import Heading, Page
    from .site import Site

# What the frame around every page calls its own parts, and `moved.html` its list.
FRAME = {"announcer", "header-search", "main", "moved"}
_ID = re.compile(r' id="([^"]+)"')


def written(place: Address) -> str:
    """An address as `redirects.yml` and the list of addresses write it: scenes/1/#s1-h01."""
    page = place.page if place.page == "" or place.page.endswith("/") else f"{place.page}/"
    return f"{page}#{place.anchor}" if place.anchor else page


def named(library: Library) -> set[str]:
    """The paths that the pages which redirects speak of may have."""
    addresses = {
        each for moved in library.redirects for each in (moved.redirect.old, moved.redirect.new)
    }
    pages = {each.partition("#")[0] for each in addresses}
    return pages | {page.removesuffix("/") for page in pages}


def addresses(library: Library, pages: Iterable[Page]) -> set[str]:
    """Every address that is promised, as written: pages, their outlines, entries, permalinks."""
    found = {
        written(Address(page.path, anchor))
        for page in pages
        for anchor in ("", *_ids(page.headings))
    }
    for item in library.items.values():
        found |= {written(address(library, item.entry)), written(permalink(item.entry))}
    return found


def anchors(page: Page) -> set[str]:
    """Every anchor of a page, as written, as far as its HTML is there."""
    return {written(Address(page.path, anchor)) for anchor in _ID.findall(page.html)}


def faults(library: Library, pages: Sequence[Page]) -> Iterator[ContentError]:
    """What is wrong with the redirects; the `named` pages must have their HTML."""
    promised = addresses(library, pages)
    standing = promised.union(*map(anchors, pages))
    permalinks = {written(permalink(item.entry)) for item in library.items.values()}
    left: dict[str, Place] = {}
    for moved in library.redirects:
        old, new = moved.redirect.old, moved.redirect.new
        page, _, anchor = old.partition("#")
        first = left.setdefault(old, moved.old)
        # A permalink is no page of the shell: nothing can be put at its end.
        taken = old in standing or page in permalinks or (page in standing and anchor in FRAME)
        if first != moved.old:
            yield problem("duplicate-redirect", moved.old, value=old, first=first)
        elif taken:
            yield problem("redirect-taken", moved.old, value=old)
        if new not in standing:
            former = {each.redirect.old for each in library.redirects}
            chained = new in former or new.partition("#")[0] in former
            code = "redirect-chain" if chained else "redirect-nowhere"
            yield problem(code, moved.new, value=new, nearest=nearest(new, promised))
    for old, place in left.items():
        page = old.partition("#")[0]
        if page not in standing and page not in left:
            yield problem("redirect-homeless", place, value=old, page=page)


def with_moved(site: Site, pages: Sequence[Page]) -> list[Page]:
    """The pages; those that an entry has left get a line for each at their end."""
    left = _left(site, pages)
    return [
        replace(page, html=page.html + site.html("moved.html", page.path, left=left[page.path]))
        if page.path in left
        else page
        for page in pages
    ]


def overview(site: Site, pages: Sequence[Page]) -> Iterator[Asset]:
    """A stub for every former page, and the list of all addresses, former ones too."""
    here = {page.path for page in pages}
    for page, left in _left(site, pages).items():
        if page not in here:
            html = site.html("redirect.html", page, left=left)
            yield Asset(site.file(page), csp.secure(html).encode())
    known = addresses(site.library, pages)
    known |= {moved.redirect.old for moved in site.library.redirects}
    lines = "\n".join(sorted(known))
    yield Asset("api/v1/addresses.txt", f"{lines}\n".encode())


def _left(site: Site, pages: Iterable[Page]) -> dict[str, list[tuple[str, Address]]]:
    """By page: each anchor that was left ("" for the page itself), and where it leads now."""
    paths = {written(Address(page.path)): page.path for page in pages}

    def read(text: str) -> Address:
        page, _, anchor = text.partition("#")
        return Address(paths.get(page, page.removesuffix("/")), anchor)

    left: dict[str, list[tuple[str, Address]]] = {}
    for moved in site.library.redirects:
        old = read(moved.redirect.old)
        left.setdefault(old.page, []).append((old.anchor, read(moved.redirect.new)))
    return left


def _ids(headings: Sequence[Heading]) -> Iterator[str]:
    for heading in headings:
        yield heading.id
        yield from _ids(heading.children)
