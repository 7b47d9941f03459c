"""Read the HTML of a built site and find its broken links."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote

VOID_ELEMENTS = {"area", "br", "col", "hr", "img", "input", "link", "meta", "source", "wbr"}
HEADINGS = {f"h{level}": level for level in range(1, 7)}
# The attribute with what an element loads.
LOADING = {"script": "src", "link": "href", "img": "src", "iframe": "src", "source": "src"}


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
        if (loading := LOADING.get(tag)) in found:
            document.loads.append(found[loading])
        if tag in HEADINGS:
            document.headings.append(HEADINGS[tag])
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
    """Return the file and the fragment that a link in a file of a site points to."""
    address, _, fragment = link.partition("#")
    path = unquote(address.partition("?")[0])
    if not path:
        return file, unquote(fragment)
    above = site if path.startswith("/") else file.parent
    index = "index.html" if path.rpartition("/")[2] in {"", ".", ".."} else ""
    there = os.path.normpath(f"{above}/{path}/{index}")
    return Path(there), unquote(fragment)


def read_all(site: Path) -> dict[Path, Document]:
    """Parse every HTML file of a site."""
    return {file: read(file) for file in sorted(site.rglob("*.html"))}


def broken_links(site: Path, documents: dict[Path, Document] | None = None) -> list[str]:
    """Return the internal links to a missing file or anchor, each with its page."""
    documents = documents or read_all(site)
    files = {path for path in site.rglob("*") if path.is_file()}
    ids = {file: {*document.ids} for file, document in documents.items()}
    missing = []
    for file, document in documents.items():
        for link in document.links + document.loads:
            if link.startswith(("http:", "https:", "mailto:", "tel:", "data:")):
                continue
            there, fragment = link_target(file, link, site)
            if there not in files or (fragment and fragment not in ids.get(there, {fragment})):
                missing.append(f"{file.relative_to(site).as_posix()} → {link}")
    return missing
