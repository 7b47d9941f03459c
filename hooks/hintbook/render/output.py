"""What rendering gives: pages for the site's shell, assets as they are."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING, Literal

from hintbook.render.outline import Heading, with_titles

if TYPE_CHECKING:
    from collections.abc import Callable

_LINK = re.compile(r'<a (?:[^>]*? )?href="([^"#?]*)[^"#]*#([^"]+)"')


@dataclass(frozen=True)
class Page:
    """A page that the shell (header, navigation, footer) is put around.

    path: address below the site's root: "" is the home page, "scenes/" the index of a
        folder, "scenes/1" a page in it
    title: plain text, not escaped
    render: returns the HTML of the content, its `h1` included; called on first use of `html`, so
        that paths and outlines cost nothing
    description: plain text for search engines and previews
    outline: headings; those without a title take the one of the element with their id
    edit: content file that the page comes from, relative to the project's root
    layout: whether an outline stands beside the content ("page") or not ("wide")
    scripts, styles: names of what the page needs in assets/js/ and assets/css/, without suffix
    from_markdown: whether the page is written in docs/; `html` is then appended to its content
    needs_index: whether the HTML names the search index: asking for it waits until that is made
    """

    path: str
    title: str
    render: Callable[[], str] = field(repr=False)
    description: str
    outline: tuple[Heading, ...] = ()
    edit: str | None = None
    layout: Literal["page", "wide"] = "page"
    scripts: tuple[str, ...] = ()
    styles: tuple[str, ...] = ()
    from_markdown: bool = False
    needs_index: bool = False

    @cached_property
    def html(self) -> str:
        """The HTML of the content."""
        return self.render()

    @cached_property
    def headings(self) -> tuple[Heading, ...]:
        """The outline with every title, taken from `html` where it declares none."""
        return with_titles(self.outline, self.html)

    @cached_property
    def links(self) -> set[tuple[str, str]]:
        """The links of `html` to anchors: where each leads to without the anchor, and the anchor."""
        return set(_LINK.findall(self.html))

    def release_html(self) -> None:
        """Free the memory of `html` once the page is written; `links` stay."""
        _ = self.links
        del self.__dict__["html"]

    def with_appended_html(self, render: Callable[[], str]) -> Page:
        """Return this page with the HTML that `render` returns at its end."""
        return replace(self, render=lambda: self.html + render())


@dataclass(frozen=True)
class Asset:
    """A file that goes into the site as it is.

    path: path in the site
    read: returns the content; called once, on first use of `data`
    apart: whether another process may write the file, as the rest of a build does without its content
    """

    path: str
    read: Callable[[], bytes] = field(repr=False)
    apart: bool = False

    @cached_property
    def data(self) -> bytes:
        """The content of the file."""
        return self.read()

    def loaded(self) -> Asset:
        """Return this asset after reading its content."""
        _ = self.data
        return self


def text_asset(path: str, text: str) -> Asset:
    """Return an asset of a text that is at hand, as UTF-8."""
    return Asset(path, text.encode)


def script(name: str, value: object) -> str:
    """Serialise a value as `self.<name>=…;`: fetch fails under file://, script elements do not."""
    written = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return f"self.{name}={written};\n"


def script_length(text: str) -> int:
    """Return the length of a text as scripts count it, in UTF-16 units."""
    return len(text.encode("utf-16-le")) // 2
