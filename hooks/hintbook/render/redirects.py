"""Addresses that answer for ever: the list of them all, and what stands at former ones.

A former page becomes a stub that leads on and keeps the fragment and the query,
or says why its entry was taken down.  A former anchor of a page that still stands
becomes a line at that page's end, so that it needs no script.  A former data file
is a copy of the one that took its place.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urljoin

from hintbook.errors import nearest, problem
from hintbook.model.redirect import suffix

from . import csp
from .address import Address, address, permalink
from .output import Asset

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from hintbook.errors import ContentError, Place
    from hintbook.library import Library
    from hintbook.model import Retired

    from .output import Heading, Page
    from .site import Site

LIST = "api/v1/addresses.txt"
# What the frame around every page calls its own parts, and `moved.html` its list.
FRAME = {"announcer", "header-search", "main", "moved"}
_ID = re.compile(r' id="([^"]+)"')
_LINK = re.compile(r'<a (?:[^>]*? )?href="([^"#?]*)[^"#]*#([^"]+)"')
# Files that need no line of their own: hidden ones and those for hosts; those of our pages, whose
# names change with what is in them; the data and the code of an entry, which its page under id/
# stands for; and what a site has only when its own address is known, or the copy is packed with it.
_UNLISTED = re.compile(r"(.*/)?[._]|assets/|id/|api/v1/entries/|opensearch\.xml$|offline/")


class Left(NamedTuple):
    """What became of an anchor ("" for a page as a whole): where it leads, why it was taken down."""

    anchor: str
    to: Address
    retired: Retired | None = None


def written(place: Address) -> str:
    """An address as `redirects.yml` and the list of addresses write it: scenes/1/#s1-h01."""
    page = place.page if place.page == "" or place.page.endswith("/") else f"{place.page}/"
    return f"{page}#{place.anchor}" if place.anchor else page


def current(library: Library, text: str) -> str:
    """Where an address leads: an entry's unchanging one to where the entry stands now."""
    named = re.fullmatch(r"id/([^/]+)/", text)
    item = library.items.get(named[1]) if named else None
    return written(address(library, item.entry)) if item else text


def taken_down(retired: Retired) -> list[str]:
    """The addresses, as written, of what was taken down: those under id/ first."""
    return [*(f"id/{one}/" for one in retired.ids), *retired.addresses]


def named(library: Library) -> set[str]:
    """The paths that the pages which are spoken of may have."""
    said = (*_former(library), *_moved_to(library), *_instead(library))
    pages = {text.partition("#")[0] for text, _ in said}
    return pages | {page.removesuffix("/") for page in pages}


def addresses(library: Library, pages: Iterable[Page]) -> set[str]:
    """Every address of a page that is promised, as written: outlines, entries, permalinks."""
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


def faults(
    library: Library, pages: Sequence[Page], assets: Iterable[Asset]
) -> Iterator[ContentError]:
    """What is wrong with former addresses; the `named` pages must have their HTML."""
    promised = addresses(library, pages) | {asset.path for asset in assets}
    standing = promised.union(*map(anchors, pages))
    left: dict[str, Place] = {}
    for old, place in _former(library):
        page, _, anchor = old.partition("#")
        first = left.setdefault(old, place)
        taken = old in standing or (page in standing and anchor in FRAME)
        if first != place:
            yield problem("duplicate-redirect", place, value=old, first=first)
        elif taken:
            yield problem("redirect-taken", place, value=old)
    # What moved and was taken down since may lead to why it was; `instead` may not.
    told = standing | _notices(library)
    leading = [(new, place, told) for new, place in _moved_to(library)]
    leading += [(new, place, standing) for new, place in _instead(library)]
    for new, place, ends in leading:
        if new not in ends:
            chained = new in left or new.partition("#")[0] in left
            code = "redirect-chain" if chained else "redirect-nowhere"
            yield problem(code, place, value=new, nearest=nearest(new, promised))
    for old, place in left.items():
        page = old.partition("#")[0]
        if page not in standing and page not in left:
            yield problem("redirect-homeless", place, value=old, page=page)


def _notices(library: Library) -> set[str]:
    """Where it is said that something was taken down.

    Nothing stands at a data file that was: a program is not to take words for data.
    """
    retired = (text for note in library.retired for text in taken_down(note.said))
    return {text for text in retired if not suffix(text)}


def _former(library: Library) -> Iterator[tuple[str, Place]]:
    """Every address that is said to be a former one, and where that is written."""
    for note in library.redirects:
        yield note.said.old, note.place("from")
    for gone in library.retired:
        ids = [("id", index) for index in range(len(gone.said.ids))]
        own = [("address", index) for index in range(len(gone.said.addresses))]
        for text, steps in zip(taken_down(gone.said), ids + own, strict=True):
            yield text, gone.place(*steps)


def _moved_to(library: Library) -> Iterator[tuple[str, Place]]:
    """Every address that something has moved to, and where that is written."""
    for note in library.redirects:
        yield note.said.new, note.place("to")


def _instead(library: Library) -> Iterator[tuple[str, Place]]:
    """Every address to read instead of what was taken down, and where that is written."""
    for gone in library.retired:
        if gone.said.instead is not None:
            yield gone.said.instead, gone.place("instead")


def with_moved(site: Site, pages: Sequence[Page]) -> list[Page]:
    """The pages; those that an entry has left get a line for each at their end."""
    left = _left(site, pages)
    return [
        replace(page, html=page.html + site.html("moved.html", page.path, left=left[page.path]))
        if page.path in left
        else page
        for page in pages
    ]


def overview(site: Site, pages: Sequence[Page], assets: Sequence[Asset]) -> Iterator[Asset]:
    """What stands at every former page and file, and the list of all addresses, former ones too."""
    here = {page.path for page in pages}
    for page, left in _left(site, pages).items():
        if page not in here:
            whole = next(each for each in left if not each.anchor)
            html = site.html("redirect.html", page, left=left, whole=whole)
            yield Asset(site.file(page), csp.secure(html).encode())
    data = {asset.path: asset.data for asset in assets}
    for note in site.library.redirects:
        if suffix(note.said.old):
            yield Asset(note.said.old, data[note.said.new])
    known = addresses(site.library, pages) | linked(site, pages) | _files(site, data)
    known |= {note.said.old for note in site.library.redirects} | _notices(site.library)
    lines = "\n".join(sorted(known))
    yield Asset(LIST, f"{lines}\n".encode())


def linked(site: Site, pages: Sequence[Page]) -> set[str]:
    """Every anchor that a page leads to, as written: readers pass on what they find in a link."""
    own = {f"/{site.file(page.path)}": page.path for page in pages}
    found = set()
    for page in pages:
        file = f"/{site.file(page.path)}"
        for link, anchor in set(_LINK.findall(page.html)):
            there = urljoin(file, link)
            path = own.get(f"{there}index.html" if there.endswith("/") else there)
            if path is not None and anchor not in FRAME:
                found.add(written(Address(path, anchor)))
    return found


def _files(site: Site, paths: Iterable[str]) -> set[str]:
    """The files that are promised by their names, those that lie in docs/ too."""
    docs = site.settings.docs
    by_hand = [file.relative_to(docs).as_posix() for file in docs.rglob("*.*")] if docs else []
    found = {LIST, *paths, *(file for file in by_hand if not file.endswith(".md"))}
    return {path for path in found if not _UNLISTED.match(path)}


def _left(site: Site, pages: Iterable[Page]) -> dict[str, list[Left]]:
    """By page: each anchor that was left ("" for the page itself), and what became of it."""
    paths = {written(Address(page.path)): page.path for page in pages}

    def read(text: str) -> Address:
        page, _, anchor = current(site.library, text).partition("#")
        return Address(paths.get(page, page.removesuffix("/")), anchor)

    left: dict[str, list[Left]] = {}

    def leave(text: str, to: Address, retired: Retired | None = None) -> None:
        if not suffix(text):
            old = read(text)
            left.setdefault(old.page, []).append(Left(old.anchor, to, retired))

    for note in site.library.redirects:
        leave(note.said.old, read(note.said.new))
    for gone in site.library.retired:
        said = gone.said
        near = said.instead if said.instead is not None else _near(said.addresses[0], paths)
        for text in taken_down(said):
            leave(text, read(near), said)
    return left


def _near(text: str, standing: Iterable[str]) -> str:
    """The page that stands nearest above a former address."""
    page = text.partition("#")[0]
    while page and page not in standing:
        page = re.sub(r"[^/]*/?$", "", page)
    return page


def _ids(headings: Sequence[Heading]) -> Iterator[str]:
    for heading in headings:
        yield heading.id
        yield from _ids(heading.children)
