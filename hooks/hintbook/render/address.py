"""Where everything stands, and the one function that writes links.

A page's path is its web address below the root ("scenes/1").  Two layouts put
it on disk: folders with an index.html for the web, and plain files for the
copy that opens without a server.
"""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import quote

from hintbook.model import (
    ChecklistPart,
    CommonPoint,
    Concept,
    DifficultyGroup,
    Entry,
    Goal,
    MethodKind,
    Municipality,
    Practice,
    Question,
    Scene,
    Source,
    Step,
    Story,
    Survey,
    Tag,
    Term,
    Tool,
    Topic,
)

if TYPE_CHECKING:
    from hintbook.library import Library


class Address(NamedTuple):
    """A page and, inside it, an anchor ("" for the page as a whole)."""

    page: str
    anchor: str = ""


def address(library: Library, entry: Entry) -> Address:
    """Where an entry stands: on a page of its own, or at its anchor on another's."""
    match entry:
        case Scene(number=number):
            return Address(f"scenes/{number}")
        case Practice(id=practice):
            return Address(f"practices/{practice}")
        case Story(number=number):
            return Address(f"stories/{number}")
        case Topic(id=topic):
            return Address(f"topics/{topic}")
        case Survey(id=survey):
            return Address(f"survey/{survey}")
        case Municipality(number=number):
            return Address(f"municipalities/{number:02}")
        case Goal(letter=letter):
            return Address(f"guide/goals/{letter.lower()}")
        case Tag(id=tag):
            return Address(f"tags/{tag}")
        case Source(id=source):
            return Address(f"sources/{source}")
    if type(entry) in _SHARED_PAGES:
        return Address(_SHARED_PAGES[type(entry)], entry.id)
    parent = library.parent(entry)
    if parent is None:
        raise LookupError(f"no page for {entry.id}")
    page = address(library, parent).page
    return Address(f"{page}/training" if isinstance(entry, Question) else page, entry.id)


# Entries that share one page with all others of their type.
_SHARED_PAGES: dict[type[Entry], str] = {
    Term: "glossary/",
    Step: "guide/",
    CommonPoint: "guide/",
    Tool: "guide/",
    DifficultyGroup: "guide/difficulties/",
    MethodKind: "guide/methods/",
    Concept: "guide/concepts/",
    ChecklistPart: "guide/checklist/",
}


def permalink(entry: Entry) -> Address:
    """The address of an entry that never changes."""
    return Address(f"id/{entry.id}")


def file_of(page: str, *, folders: bool) -> str:
    """The file of a page below the site's root, in either layout."""
    if page == "" or page.endswith("/"):
        return f"{page}index.html"
    return f"{page}/index.html" if folders else f"{page}.html"


def href(here: str, there: Address, *, folders: bool) -> str:
    """A relative link from the page `here`, ready for an attribute once escaped."""
    fragment = f"#{quote(there.anchor)}" if there.anchor else ""
    if fragment and there.page == here:
        return fragment
    link = _relative(file_of(here, folders=folders), file_of(there.page, folders=folders))
    if folders:
        link = link.removesuffix("index.html") or "./"
    return link + fragment


def asset_href(here: str, path: str, *, folders: bool) -> str:
    """A relative link from the page `here` to an asset."""
    return _relative(file_of(here, folders=folders), path)


def _relative(here: str, there: str) -> str:
    """A file or a folder as seen from a file, all of them below the root."""
    *folders, _ = here.split("/")
    steps = [step for step in there.split("/") if step not in {"", "."}]
    shared = len(posixpath.commonprefix([folders, steps]))
    return "/".join([".."] * (len(folders) - shared) + steps[shared:]) or "."
