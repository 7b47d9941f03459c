"""The outline of a page: declared as ids, with titles taken from the rendered HTML."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from html import unescape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_HEADING = re.compile(r'<h([2-6])[^>]* id="([^"]+)"[^>]*>(.*?)</h\1>', re.DOTALL)
# Parts of a heading that are not its title: counts, readings.
_NOT_TITLE = re.compile(r'<span class="(?:count|reading)">.*?</span>', re.DOTALL)
_TAG = re.compile(r"<[^>]*>")


@dataclass(frozen=True)
class Heading:
    """An entry of an outline.

    id: anchor on the page
    title: plain text; "" stands for the title of the rendered heading with this id
    children: headings one level down
    """

    id: str
    title: str = ""
    children: tuple[Heading, ...] = ()


def rendered_titles(html: str) -> dict[str, str]:
    """Return the plain text of every heading in `html` that has an id, by id."""
    return {
        found[2]: unescape(" ".join(_TAG.sub("", _NOT_TITLE.sub("", found[3])).split()))
        for found in _HEADING.finditer(html)
    }


def with_titles(outline: Iterable[Heading], html: str) -> tuple[Heading, ...]:
    """Return an outline with every title.

    Raises `KeyError` for a heading without a title that `html` does not have.
    """
    return _with_titles(outline, rendered_titles(html))


def ids(outline: Iterable[Heading]) -> Iterator[str]:
    """Yield the id of every heading, parents before children."""
    for heading in outline:
        yield heading.id
        yield from ids(heading.children)


def _with_titles(outline: Iterable[Heading], titles: dict[str, str]) -> tuple[Heading, ...]:
    return tuple(
        replace(
            heading,
            title=heading.title or titles[heading.id],
            children=_with_titles(heading.children, titles),
        )
        for heading in outline
    )
