"""The addresses that the site promises: pages, anchors, entries, files.

An address is written as in `redirects.yml`: `scenes/1/`, `scenes/1/#s1-h01`, "" for the home page.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import urljoin

from hintbook.load.folder import files_in
from hintbook.model.base.reserved_ids import SHELL_IDS
from hintbook.model.redirect import permalink_id
from hintbook.render.address import API_FOLDER, Address, address, permalink
from hintbook.render.outline import ids

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from hintbook.library import Library
    from hintbook.render.output import Page
    from hintbook.render.site import Site

# The file that lists every address.
LIST = f"{API_FOLDER}addresses.txt"
_ID = re.compile(r' id="([^"]+)"')
# Files that are not listed: hidden files and those for hosts; assets with hashed names; the data
# and QR code of an entry, for which its permalink stands; files that depend on a build's settings.
_UNLISTED = re.compile(r"(.*/)?[._]|assets/|id/|api/v1/entries/|opensearch\.xml$|offline/")


def format_address(place: Address) -> str:
    """Return an address in the form of `redirects.yml`."""
    page = place.page if place.page == "" or place.page.endswith("/") else f"{place.page}/"
    return f"{page}#{place.anchor}" if place.anchor else page


def resolve_permalink(library: Library, text: str) -> str:
    """Return the address that `text` leads to: a permalink leads to where the entry stands now."""
    item = library.items.get(permalink_id(text))
    return format_address(address(library, item.entry)) if item else text


def promised(library: Library, pages: Iterable[Page]) -> set[str]:
    """Return the addresses of all pages, headings, entries and permalinks."""
    found = {
        format_address(Address(page.path, anchor))
        for page in pages
        for anchor in ("", *ids(page.outline))
    }
    for item in library.items.values():
        found |= {
            format_address(address(library, item.entry)),
            format_address(permalink(item.entry)),
        }
    return found


def anchors(page: Page) -> set[str]:
    """Return the address of every element with an id in the HTML of a page."""
    return {format_address(Address(page.path, anchor)) for anchor in _ID.findall(page.html)}


def linked(site: Site, pages: Sequence[Page]) -> set[str]:
    """Return the addresses with an anchor that a page links to: readers pass such links on."""
    own = {f"/{site.file(page.path)}": page.path for page in pages}
    found = set()
    for page in pages:
        file = f"/{site.file(page.path)}"
        for link, anchor in page.links:
            target = urljoin(file, link)
            path = own.get(f"{target}index.html" if target.endswith("/") else target)
            if path is not None and anchor not in SHELL_IDS:
                found.add(format_address(Address(path, anchor)))
    return found


def files(site: Site, paths: Iterable[str]) -> set[str]:
    """Return the paths of the files that are promised, out of `paths` and those in docs/."""
    docs = site.settings.docs
    static = [file for file in files_in(docs) if "." in file] if docs else []
    found = {LIST, *paths, *(file for file in static if not file.endswith(".md"))}
    return {path for path in found if not _UNLISTED.match(path)}
