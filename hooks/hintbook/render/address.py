"""Where everything stands, and the one function that writes links.

A page's path is its web address below the root ("scenes/1").  Two layouts put
it on disk: folders with an index.html for the web, and plain files for the
copy that opens without a server.
"""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING, Any, NamedTuple
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
    from collections.abc import Callable

    from hintbook.library import Library


class Address(NamedTuple):
    """A page and, inside it, an anchor ("" for the page as a whole)."""

    page: str
    anchor: str = ""


def address(library: Library, entry: Entry) -> Address:
    """Where an entry stands: on a page of its own, or at its anchor on another's."""
    if type(entry) in _OWN_PAGES:
        return Address(_OWN_PAGES[type(entry)](entry))
    if type(entry) in _SHARED_PAGES:
        return Address(_SHARED_PAGES[type(entry)], entry.id)
    parent = library.parent(entry)
    if parent is None:
        raise LookupError(f"no page for {entry.id}")
    page = address(library, parent).page
    return Address(f"{page}/training" if isinstance(entry, Question) else page, entry.id)


# Entries with a page of their own.
_OWN_PAGES: dict[type[Entry], Callable[[Any], str]] = {
    Scene: lambda scene: f"scenes/{scene.number}",
    Practice: lambda practice: f"practices/{practice.id}",
    Story: lambda story: f"stories/{story.number}",
    Topic: lambda topic: f"topics/{topic.id}",
    Survey: lambda survey: f"survey/{survey.id}",
    Municipality: lambda municipality: f"municipalities/{municipality.number:02}",
    Goal: lambda goal: f"guide/goals/{goal.letter.lower()}",
    Tag: lambda tag: f"tags/{tag.id}",
    Source: lambda source: f"sources/{source.id}",
}

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
