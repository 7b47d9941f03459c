"""What rendering gives: pages for the site's shell, assets as they are."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Literal


@dataclass(frozen=True)
class Heading:
    """A line of a page's outline."""

    id: str
    title: str
    children: tuple[Heading, ...] = ()


@dataclass(frozen=True)
class Page:
    """A page that the shell (header, navigation, footer) is put around.

    `path` is the address below the site's root: "" is the home page, "scenes/"
    the index of a folder, "scenes/1" a page in it.  `html` is the content with
    its `h1`; `edit` the content file it comes from, relative to the project;
    `kind` says whether an outline stands beside it; `scripts` and
    `styles` are the names of what it needs of its own in assets/js/ and assets/css/.
    A page `by_hand` is written in docs/: `html` is what stands at its end.
    """

    path: str
    title: str
    html: str
    description: str
    headings: tuple[Heading, ...] = ()
    edit: str | None = None
    kind: Literal["page", "wide"] = "page"
    scripts: tuple[str, ...] = ()
    styles: tuple[str, ...] = ()
    by_hand: bool = False


@dataclass(frozen=True)
class Asset:
    """A file that goes into the site as it is; `path` is its path there."""

    path: str
    data: bytes = field(repr=False)


def script(name: str, value: object) -> str:
    """Data as a script that sets a name: it loads from disk, where nothing can be fetched."""
    written = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return f"self.{name}={written};\n"
