"""Read the HTML of a built site and find its broken links."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import TYPE_CHECKING
from urllib.parse import unquote, urljoin, urlsplit

if TYPE_CHECKING:
    from pathlib import Path

VOID_ELEMENTS = {"area", "br", "col", "hr", "img", "input", "link", "meta", "source", "wbr"}
LOADING_ATTRIBUTES = {
    ("script", "src"),
    ("link", "href"),
    ("img", "src"),
    ("iframe", "src"),
    ("source", "src"),
}


@dataclass
class Document:
    """What an HTML file holds: ids, links, loaded files, heading levels, texts by id, inline code."""

    ids: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    loads: list[str] = field(default_factory=list)
    headings: list[int] = field(default_factory=list)
    attributes: list[tuple[str, str]] = field(default_factory=list)
    texts: dict[str, str] = field(default_factory=dict)
    text: str = ""
    inline: int = 0


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.document = Document()
        self._open: list[tuple[str, str | None]] = []
        self._hidden_depth = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        document = self.document
        document.attributes += list(found.items())
        if "id" in found:
            document.ids.append(found["id"])
        if tag == "a" and "href" in found:
            document.links.append(found["href"])
        document.loads += [
            found[name] for t, name in LOADING_ATTRIBUTES if t == tag and name in found
        ]
        if re.fullmatch("h[1-6]", tag):
            document.headings.append(int(tag[1]))
        if tag == "style" or (tag == "script" and "src" not in found):
            document.inline += 1
        if tag not in VOID_ELEMENTS:
            self._open.append((tag, found.get("id")))
            self._hidden_depth += tag in {"script", "style"}

    def handle_endtag(self, tag: str) -> None:
        while self._open:
            opened, _ = self._open.pop()
            self._hidden_depth -= opened in {"script", "style"}
            if opened == tag:
                break

    def handle_data(self, data: str) -> None:
        if self._hidden_depth:
            return
        self.document.text += data
        for _, name in self._open:
            if name:
                self.document.texts[name] = self.document.texts.get(name, "") + data


def read(file: Path) -> Document:
    """Parse one HTML file."""
    reader = _Reader()
    reader.feed(file.read_text(encoding="utf-8"))
    return reader.document


def link_target(file: Path, link: str, site: Path) -> tuple[Path, str]:
    """Return the file and the fragment that a link in a file points to."""
    here = urljoin("http://site/", file.relative_to(site).as_posix())
    parts = urlsplit(urljoin(here, link))
    path = site / unquote(parts.path.lstrip("/"))
    return (path / "index.html" if parts.path.endswith("/") else path), unquote(parts.fragment)


def read_all(site: Path) -> dict[Path, Document]:
    """Parse every HTML file of a site."""
    return {file: read(file) for file in sorted(site.rglob("*.html"))}


def broken_links(site: Path, documents: dict[Path, Document] | None = None) -> list[str]:
    """Return the internal links to a missing file or anchor, each with its page."""
    documents = documents or read_all(site)
    missing = []
    for file, document in documents.items():
        for link in document.links + document.loads:
            if link.startswith(("http:", "https:", "mailto:", "tel:", "data:")):
                continue
            there, fragment = link_target(file, link, site)
            absent = not there.is_file()
            if absent or (fragment and there in documents and fragment not in documents[there].ids):
                missing.append(f"{file.relative_to(site).as_posix()} → {link}")
    return missing
