"""The pages of docs/, written by hand in Markdown: their paths and outlines, not their texts.

Every heading there names its anchor, `## 引用のしかた { #cite }`: an anchor is an address, and
Markdown would number them anew when one is added.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import yaml

from hintbook.load.decode import decode
from hintbook.render.outline import Heading
from hintbook.render.output import Page

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from hintbook.render.site import Site

_FRONT_MATTER = re.compile(r"---\n(.*?)\n---\n", re.DOTALL)
_HEADING = re.compile(r"^#+ +(.+?) *\{ *#([^ }]+) *\}$", re.MULTILINE)


def pages(site: Site) -> Iterator[Page]:
    """Yield the pages of docs/ in the order of their names.

    Raises `ContentErrors` for a file that is not text.
    """
    docs = site.settings.docs
    for file in sorted(docs.rglob("*.md")) if docs else ():
        yield _markdown_page(file, file.relative_to(docs).as_posix() if docs else "")


def _markdown_page(file: Path, name: str) -> Page:
    """Return the page of a Markdown file; MkDocs renders its HTML."""
    text = decode(file.read_bytes(), f"docs/{name}")
    front_matter = _FRONT_MATTER.match(text)
    meta = yaml.safe_load(front_matter[1]) if front_matter else {}
    outline = tuple(Heading(anchor, title) for title, anchor in _HEADING.findall(text))
    return Page(
        path=re.sub(r"(^|(?<=/))index$", "", name.removesuffix(".md")),
        title=outline[0].title if outline else file.stem,
        render=str,
        description=meta.get("description", ""),
        outline=outline,
        from_markdown=True,
    )
