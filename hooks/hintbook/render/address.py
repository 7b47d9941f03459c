"""Where everything stands, and the one function that writes links.

A page's path is its web address below the root ("scenes/1").  Two layouts put
it on disk: folders with an index.html for the web, and plain files for the
copy that opens without a server.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import quote

from hintbook.model.base.location import OwnPage, ParentPage, SharedPage

if TYPE_CHECKING:
    from hintbook.library import Library
    from hintbook.model.base.entry import Entry


# The folder of the open data.
API_FOLDER = "api/v1/"


class Address(NamedTuple):
    """A page by its path, and an anchor on it ("" for the page itself)."""

    page: str
    anchor: str = ""


def address(library: Library, entry: Entry) -> Address:
    """Return where an entry appears, as its type declares in `location`."""
    match entry.location:
        case OwnPage(path):
            return Address(path(entry))
        case SharedPage(path):
            return Address(path, entry.id)
        case ParentPage(subpage):
            parent = library.parent(entry)
            if parent is None:
                raise LookupError(f"no page for {entry.id}")
            page = address(library, parent).page
            return Address(f"{page}/{subpage}" if subpage else page, entry.id)


def permalink(entry: Entry) -> Address:
    """Return the address of an entry that never changes."""
    return Address(f"id/{entry.id}")


def qr_path(entry_id: str) -> str:
    """Return the path of the image of an entry's QR code, the same in both layouts."""
    return f"id/{entry_id}/qr.svg"


def data_path(entry_id: str) -> str:
    """Return the path of an entry's open data."""
    return f"{API_FOLDER}entries/{entry_id}.json"


def file_of(page: str, *, folders: bool) -> str:
    """Return the file of a page below the site's root.

    folders: whether the layout has a folder for each page
    """
    if page == "" or page.endswith("/"):
        return f"{page}index.html"
    return f"{page}/index.html" if folders else f"{page}.html"


def href(here: str, there: Address, *, folders: bool) -> str:
    """Return a relative link from the page `here`; escape it in an attribute."""
    fragment = f"#{quote(there.anchor)}" if there.anchor else ""
    if fragment and there.page == here:
        return fragment
    link = _relative(file_of(here, folders=folders), file_of(there.page, folders=folders))
    if folders:
        link = link.removesuffix("index.html") or "./"
    return link + fragment


def asset_href(here: str, path: str, *, folders: bool) -> str:
    """Return a relative link from the page `here` to an asset, or to a folder of assets."""
    return _relative(file_of(here, folders=folders), path) or "./"


def _relative(here: str, there: str) -> str:
    """Return the path of a file or folder relative to a file, both given from the root.

    The path of a folder ends in a slash; that of the root is empty.
    """
    folder, slash, below = here.partition("/")
    while slash and there.startswith(f"{folder}/"):
        here, there = below, there.removeprefix(f"{folder}/")
        folder, slash, below = here.partition("/")
    return "../" * here.count("/") + there
