"""The pages of docs/, written by hand in Markdown: where they stand, not what they say.

Every heading there names its anchor, `## 引用のしかた { #cite }`: an anchor is an
address, and Markdown would number them anew when one is added.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import yaml

from hintbook.load import decode

from .output import Heading, Page

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from .site import Site

_HEAD = re.compile(r"---\n(.*?)\n---\n", re.DOTALL)
_HEADING = re.compile(r"^#+ +(.+?) *\{ *#([^ }]+) *\}$", re.MULTILINE)


def outputs(site: Site) -> Iterator[Page]:
    """Every page of the folder, in the order of their names; `ContentErrors` for what is no text."""
    docs = site.settings.docs
    for file in sorted(docs.rglob("*.md")) if docs else ():
        yield _page(file, file.relative_to(docs).as_posix() if docs else "")


def _page(file: Path, name: str) -> Page:
    text = decode(file.read_bytes(), f"docs/{name}")
    head = _HEAD.match(text)
    said = yaml.safe_load(head[1]) if head else {}
    headings = tuple(Heading(anchor, title) for title, anchor in _HEADING.findall(text))
    return Page(
        path=re.sub(r"(^|(?<=/))index$", "", name.removesuffix(".md")),
        title=headings[0].title if headings else file.stem,
        html="",
        description=said.get("description", ""),
        headings=headings,
        by_hand=True,
    )
