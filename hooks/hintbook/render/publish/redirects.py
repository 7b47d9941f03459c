"""Former addresses: whether redirects and retirements can be, and what stands there.

A former page becomes a stub that redirects and keeps fragment and query, or says why its
entry was retired.  A former anchor of a page that still exists becomes a line at the end of
that page, so that it works without scripts.  A former file becomes a copy of the file that took
its place; so do the files of a former id.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from hintbook.errors import did_you_mean, problem
from hintbook.model.base.reserved_ids import SHELL_IDS
from hintbook.model.redirect import permalink_id, suffix
from hintbook.render.address import Address, data_path, qr_path
from hintbook.render.output import Asset
from hintbook.render.publish.addresses import (
    anchors,
    format_address,
    resolve_permalink,
)
from hintbook.render.publish.policy import POLICY
from hintbook.render.templating import html

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from hintbook.errors import ContentError, Place
    from hintbook.library import Library
    from hintbook.model import Redirect, Retired
    from hintbook.render.output import Page
    from hintbook.render.site import Site


class MovedAnchor(NamedTuple):
    """A former anchor ("" for the page itself) with its target; `retired` says why it is gone."""

    anchor: str
    to: Address
    retired: Retired | None = None


def target(library: Library, redirect: Redirect) -> str:
    """Return the address that a redirect leads to; a former permalink leads to another permalink."""
    return redirect.new if permalink_id(redirect.old) else resolve_permalink(library, redirect.new)


def retired_addresses(retired: Retired) -> list[str]:
    """Return the former addresses of retired entries, permalinks first."""
    return [*(f"id/{one}/" for one in retired.ids), *retired.addresses]


def errors(
    library: Library, pages: Sequence[Page], listed: Collection[str]
) -> Iterator[ContentError]:
    """Yield what is wrong with redirects and retirements.

    Renders only the pages that one of them names.

    listed: addresses of pages, headings, entries and files
    """
    named = _named_pages(library)
    existing = {*listed}.union(*(anchors(page) for page in pages if page.path in named))
    former: dict[str, Place] = {}
    for old, place in former_addresses(library):
        page, _, anchor = old.partition("#")
        first = former.setdefault(old, place)
        taken = old in existing or (page in existing and anchor in SHELL_IDS)
        if first != place:
            yield problem("duplicate-redirect", place, value=old, first=first)
        elif taken:
            yield problem("redirect-taken", place, value=old)
    # A redirect may lead to a notice of retirement, `instead` may not.
    answering = existing | notices(library)
    targets = [(new, place, answering) for new, place in _redirect_targets(library)]
    targets += [(new, place, existing) for new, place in _instead_targets(library)]
    for new, place, allowed in targets:
        if new not in allowed:
            chained = new in former or new.partition("#")[0] in former
            code = "redirect-chain" if chained else "redirect-nowhere"
            yield problem(code, place, value=new, nearest=partial(did_you_mean, new, listed))
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
    """Yield what stands at former pages and files."""
    existing = {page.path for page in pages}
    for path, moved in _moved_anchors(site, pages).items():
        if path not in existing:
            page = next(each for each in moved if not each.anchor)
            stub = html(site, "publish/redirect.html", path, policy=POLICY, moved=moved, page=page)
            yield Asset(site.file(path), stub.encode)
    by_path = {asset.path: asset for asset in files_so_far}
    for old, new in _moved_files(site.library).items():
        yield replace(by_path[new], path=old)


def _moved_files(library: Library) -> dict[str, str]:
    """Return the new path of every former file, those of former ids included, by the old one."""
    redirects = [located.value for located in library.redirects]
    derived = {
        path(old): path(new)
        for path in (qr_path, data_path)
        for redirect in redirects
        if (old := permalink_id(redirect.old))
        and (new := permalink_id(redirect.new)) in library.items
    }
    return derived | {one.old: one.new for one in redirects if suffix(one.old)}


def _named_pages(library: Library) -> set[str]:
    """Return the paths, with and without a final slash, of the pages that any address names."""
    targets = (*former_addresses(library), *_redirect_targets(library), *_instead_targets(library))
    pages = {text.partition("#")[0] for text, _ in targets}
    return pages | {page.removesuffix("/") for page in pages}


def notices(library: Library) -> set[str]:
    """Return the addresses at which the site says that something was retired.

    None for data files: a program must not take a notice for data.
    """
    retired = (text for located in library.retired for text in retired_addresses(located.value))
    return {text for text in retired if not suffix(text)}


def former_addresses(library: Library) -> Iterator[tuple[str, Place]]:
    """Yield every former address with the place where it is written."""
    for redirect in library.redirects:
        yield redirect.value.old, redirect.place("from")
    for retired in library.retired:
        ids = [("id", index) for index in range(len(retired.value.ids))]
        own = [("address", index) for index in range(len(retired.value.addresses))]
        for text, path in zip(retired_addresses(retired.value), ids + own, strict=True):
            yield text, retired.place(*path)


def _redirect_targets(library: Library) -> Iterator[tuple[str, Place]]:
    """Yield the target of every redirect with the place where it is written."""
    for redirect in library.redirects:
        yield redirect.value.new, redirect.place("to")


def _instead_targets(library: Library) -> Iterator[tuple[str, Place]]:
    """Yield every `instead` of a retirement with the place where it is written."""
    for retired in library.retired:
        if retired.value.instead is not None:
            yield retired.value.instead, retired.place("instead")


def _moved_anchors(site: Site, pages: Iterable[Page]) -> dict[str, list[MovedAnchor]]:
    """Return the former anchors by the path of their page."""
    paths = {format_address(Address(page.path)): page.path for page in pages}

    def parse(text: str) -> Address:
        page, _, anchor = text.partition("#")
        return Address(paths.get(page, page.removesuffix("/")), anchor)

    moved: dict[str, list[MovedAnchor]] = {}

    def add(text: str, to: str, retired: Retired | None = None) -> None:
        if not suffix(text):
            old = parse(text)
            moved.setdefault(old.page, []).append(MovedAnchor(old.anchor, parse(to), retired))

    for redirect in site.library.redirects:
        add(redirect.value.old, target(site.library, redirect.value))
    for located in site.library.retired:
        retired = located.value
        instead = retired.instead
        if instead is None:
            instead = _nearest_page(retired.addresses[0], paths)
        for text in retired_addresses(retired):
            add(text, resolve_permalink(site.library, instead), retired)
    return moved


def _nearest_page(text: str, existing: Iterable[str]) -> str:
    """Return the closest page above a former address: practices/ for practices/x/."""
    page = text.partition("#")[0]
    while page and page not in existing:
        page = re.sub(r"[^/]*/?$", "", page)
    return page
