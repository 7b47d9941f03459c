"""The pages of docs/, written by hand in Markdown: their paths and outlines, not their texts.

Every heading there names its anchor, `## 引用のしかた { #cite }`: an anchor is an address, and
Markdown would number them anew when one is added.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import yaml

from hintbook.errors import Place, problem
from hintbook.load.decode import decode
from hintbook.load.folder import files_in, read_bytes
from hintbook.model.base.reserved_ids import SHELL_IDS
from hintbook.render.outline import Heading
from hintbook.render.output import Page

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from hintbook.errors import ContentError
    from hintbook.render.site import Site

_FRONT_MATTER = re.compile(r"---\n(.*?)\n---\n", re.DOTALL)
_CODE = re.compile(r"^(```|~~~).*?^\1", re.DOTALL | re.MULTILINE)
_HEADING = re.compile(
    r"^(?P<level>#+) *(?P<title>.+?) *(?:\{ *#(?P<anchor>[^ }]+) *\})? *$", re.MULTILINE
)


def pages(site: Site) -> Iterator[Page]:
    """Yield the pages of docs/ in the order of their names.

    Raises `ContentErrors` for a file that is not text, and as `files_in` does.
    """
    docs = site.settings.docs
    for name, file in files_in(docs).items() if docs else ():
        if name.endswith(".md"):
            yield _markdown_page(file, name)


def errors(site: Site, pages: Sequence[Page], paths: Iterable[str]) -> Iterator[ContentError]:
    """Yield what is wrong with headings, and the files in the place of what the site makes.

    pages, paths: all pages, and the paths of the other files that the site makes
    """
    docs = site.settings.docs
    if docs is None:
        return
    made = {*paths, *(site.file(page.path) for page in pages if not page.from_markdown)}
    for name, file in files_in(docs).items():
        is_page = name.endswith(".md")
        path = site.file(_path(name)) if is_page else name
        if path in made:
            yield problem("docs-clash", Place(f"docs/{name}"), value=path)
        if is_page:
            yield from _heading_errors(decode(read_bytes(file), f"docs/{name}"), f"docs/{name}")


def _heading_errors(text: str, name: str) -> Iterator[ContentError]:
    """Yield an error for a heading without an anchor, with one used before or reserved, or of a wrong level.

    A page has one heading of the first level, and no level is left out.
    """
    anchors: dict[str, Place] = {}
    level = 0
    for found in _headings(text):
        place = Place(name, found.string.count("\n", 0, found.start()) + 1)
        title, anchor = found["title"], found["anchor"]
        if not anchor:
            yield problem("heading-anchor", place, value=title)
        elif anchor in SHELL_IDS:
            yield problem("reserved-id", place, value=anchor)
        elif anchors.setdefault(anchor, place) != place:
            yield problem("repeated-anchor", place, value=anchor, first=anchors[anchor])
        last, level = level, len(found["level"])
        if level > last + 1 or (level == 1 and last):
            yield problem("heading-level", place, value=title)


def _headings(text: str) -> Iterator[re.Match[str]]:
    """Yield the headings of a Markdown text; code in it counts as blank."""
    return _HEADING.finditer(_CODE.sub(lambda code: "\n" * code[0].count("\n"), text))


def _path(name: str) -> str:
    """Return the path of the page of a Markdown file."""
    return re.sub(r"(^|(?<=/))index$", "", name.removesuffix(".md"))


def _markdown_page(file: Path, name: str) -> Page:
    """Return the page of a Markdown file; MkDocs renders its HTML."""
    text = decode(read_bytes(file), f"docs/{name}")
    front_matter = _FRONT_MATTER.match(text)
    meta = yaml.safe_load(front_matter[1]) if front_matter else {}
    outline = tuple(
        Heading(found["anchor"], found["title"]) for found in _headings(text) if found["anchor"]
    )
    return Page(
        path=_path(name),
        title=outline[0].title if outline else file.stem,
        render=str,
        description=meta.get("description", ""),
        outline=outline,
        from_markdown=True,
    )
