"""Former addresses: whether redirects and retirements can be, and what stands there.

A former page becomes a stub that redirects and keeps fragment and query, or says why its
entry was retired.  A former anchor of a page that still exists becomes a line at the end of
that page, so that it works without scripts.  A former data file becomes a copy of the file
that took its place.
"""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from hintbook.errors import did_you_mean, problem
from hintbook.model.redirect import suffix
from hintbook.render.address import Address, address
from hintbook.render.output import Asset, text_asset
from hintbook.render.publish.addresses import (
    LIST,
    SHELL_IDS,
    anchors,
    files,
    format_address,
    linked,
    promised,
)
from hintbook.render.publish.policy import POLICY
from hintbook.render.templating import html

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from hintbook.errors import ContentError, Place
    from hintbook.library import Library
    from hintbook.model import Retired
    from hintbook.render.output import Page
    from hintbook.render.site import Site


class MovedAnchor(NamedTuple):
    """A former anchor ("" for the page itself) with its target; `retired` says why it is gone."""

    anchor: str
    to: Address
    retired: Retired | None = None


def resolve_permalink(library: Library, text: str) -> str:
    """Return the address that `text` leads to: a permalink leads to where the entry stands now."""
    named = re.fullmatch(r"id/([^/]+)/", text)
    item = library.items.get(named[1]) if named else None
    return format_address(address(library, item.entry)) if item else text


def retired_addresses(retired: Retired) -> list[str]:
    """Return the former addresses of retired entries, permalinks first."""
    return [*(f"id/{one}/" for one in retired.ids), *retired.addresses]


def errors(
    library: Library, pages: Sequence[Page], assets: Iterable[Asset]
) -> Iterator[ContentError]:
    """Yield what is wrong with redirects and retirements.

    Renders only the pages that one of them names.
    """
    listed = promised(library, pages) | {asset.path for asset in assets}
    named = _named_pages(library)
    existing = listed.union(*(anchors(page) for page in pages if page.path in named))
    former: dict[str, Place] = {}
    for old, place in _former(library):
        page, _, anchor = old.partition("#")
        first = former.setdefault(old, place)
        taken = old in existing or (page in existing and anchor in SHELL_IDS)
        if first != place:
            yield problem("duplicate-redirect", place, value=old, first=first)
        elif taken:
            yield problem("redirect-taken", place, value=old)
    # A redirect may lead to a notice of retirement, `instead` may not.
    answering = existing | _notices(library)
    targets = [(new, place, answering) for new, place in _redirect_targets(library)]
    targets += [(new, place, existing) for new, place in _instead_targets(library)]
    for new, place, allowed in targets:
        if new not in allowed:
            chained = new in former or new.partition("#")[0] in former
            code = "redirect-chain" if chained else "redirect-nowhere"
            yield problem(code, place, value=new, nearest=did_you_mean(new, listed))
    for old, place in former.items():
        page = old.partition("#")[0]
        if page not in existing and page not in former:
            yield problem("redirect-homeless", place, value=old, page=page)


def with_moved_anchors(site: Site, pages: Sequence[Page]) -> list[Page]:
    """Return the pages; those with former anchors get a line for each at their end."""
    moved = _moved_anchors(site, pages)
    return [
        page.with_appended_html(
            partial(html, site, "publish/moved_anchors.html", page.path, moved=moved[page.path])
        )
        if page.path in moved
        else page
        for page in pages
    ]


def assets(site: Site, pages: Sequence[Page], files_so_far: Sequence[Asset]) -> Iterator[Asset]:
    """Yield what stands at former pages and files, and the list of all addresses."""
    existing = {page.path for page in pages}
    for path, moved in _moved_anchors(site, pages).items():
        if path not in existing:
            page = next(each for each in moved if not each.anchor)
            stub = html(site, "publish/redirect.html", path, policy=POLICY, moved=moved, page=page)
            yield Asset(site.file(path), stub.encode)
    by_path = {asset.path: asset for asset in files_so_far}
    for located in site.library.redirects:
        if suffix(located.value.old):
            yield Asset(located.value.old, by_path[located.value.new].read)
    listed = promised(site.library, pages) | linked(site, pages) | files(site, by_path)
    listed |= {located.value.old for located in site.library.redirects} | _notices(site.library)
    lines = "\n".join(sorted(listed))
    yield text_asset(LIST, f"{lines}\n")


def _named_pages(library: Library) -> set[str]:
    """Return the paths, with and without a final slash, of the pages that any address names."""
    targets = (*_former(library), *_redirect_targets(library), *_instead_targets(library))
    pages = {text.partition("#")[0] for text, _ in targets}
    return pages | {page.removesuffix("/") for page in pages}


def _notices(library: Library) -> set[str]:
    """Return the addresses at which the site says that something was retired.

    None for data files: a program must not take a notice for data.
    """
    retired = (text for located in library.retired for text in retired_addresses(located.value))
    return {text for text in retired if not suffix(text)}


def _former(library: Library) -> Iterator[tuple[str, Place]]:
    """Yield every former address with the place where it is format_address."""
    for redirect in library.redirects:
        yield redirect.value.old, redirect.place("from")
    for retired in library.retired:
        ids = [("id", index) for index in range(len(retired.value.ids))]
        own = [("address", index) for index in range(len(retired.value.addresses))]
        for text, path in zip(retired_addresses(retired.value), ids + own, strict=True):
            yield text, retired.place(*path)


def _redirect_targets(library: Library) -> Iterator[tuple[str, Place]]:
    """Yield the target of every redirect with the place where it is format_address."""
    for redirect in library.redirects:
        yield redirect.value.new, redirect.place("to")


def _instead_targets(library: Library) -> Iterator[tuple[str, Place]]:
    """Yield every `instead` of a retirement with the place where it is format_address."""
    for retired in library.retired:
        if retired.value.instead is not None:
            yield retired.value.instead, retired.place("instead")


def _moved_anchors(site: Site, pages: Iterable[Page]) -> dict[str, list[MovedAnchor]]:
    """Return the former anchors by the path of their page."""
    paths = {format_address(Address(page.path)): page.path for page in pages}

    def parse(text: str) -> Address:
        page, _, anchor = resolve_permalink(site.library, text).partition("#")
        return Address(paths.get(page, page.removesuffix("/")), anchor)

    moved: dict[str, list[MovedAnchor]] = {}

    def add(text: str, to: Address, retired: Retired | None = None) -> None:
        if not suffix(text):
            old = parse(text)
            moved.setdefault(old.page, []).append(MovedAnchor(old.anchor, to, retired))

    for redirect in site.library.redirects:
        add(redirect.value.old, parse(redirect.value.new))
    for located in site.library.retired:
        retired = located.value
        target = retired.instead
        if target is None:
            target = _nearest_page(retired.addresses[0], paths)
        for text in retired_addresses(retired):
            add(text, parse(target), retired)
    return moved


def _nearest_page(text: str, existing: Iterable[str]) -> str:
    """Return the closest page above a former address: practices/ for practices/x/."""
    page = text.partition("#")[0]
    while page and page not in existing:
        page = re.sub(r"[^/]*/?$", "", page)
    return page
