"""Sites built for tests, and what their HTML says."""

from __future__ import annotations

import contextlib
import functools
import gzip
import http.server
import json
import re
import subprocess
import sys
import threading
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote, urljoin, urlsplit

import material

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Page

PROJECT = Path(__file__).parent.parent
# Readings and the ids that they give, at the command and in the form.
READINGS: list[tuple[str, str | None]] = json.loads(
    Path(__file__).with_name("readings.json").read_text("utf-8")
)
ICONS = Path(material.__path__[0]) / "templates/.icons/material"
VOID = {"area", "br", "col", "hr", "img", "input", "link", "meta", "source", "wbr"}
LOADS = {("script", "src"), ("link", "href"), ("img", "src"), ("iframe", "src"), ("source", "src")}
# What a browser fetches with a page.
FETCHED = re.compile(
    r'<(?:script|img)\b[^>]*\bsrc="([^"]+)"'
    r'|<link\b[^>]*\brel="(?:stylesheet|icon)"[^>]*\bhref="([^"]+)"'
    r'|<link\b[^>]*\bhref="([^"]+)"[^>]*\brel="(?:stylesheet|icon)"'
)


def build(target: Path, config: str = "mkdocs.yml") -> Path:
    """Build the project's site into a folder."""
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "-f", config, "-d", str(target)]
    done = subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, check=False)  # noqa: S603
    assert done.returncode == 0, done.stdout + done.stderr
    return target


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        pass


class _Packed(_Quiet):
    """Sends text packed, as a real server does."""

    def do_GET(self) -> None:
        path = Path(self.translate_path(self.path))
        file = path / "index.html" if path.is_dir() else path
        kind = self.guess_type(str(file))
        if not file.is_file() or not re.match("text/|.*(javascript|json|svg)", kind):
            super().do_GET()
            return
        data = gzip.compress(file.read_bytes(), 6)
        self.send_response(200)
        self.send_header("Content-Type", f"{kind}; charset=utf-8")
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)


@contextlib.contextmanager
def serve(folder: Path, *, packed: bool = False) -> Iterator[str]:
    """Serve a folder on loopback, with gzip or as it is; gives its address with a final slash."""
    handler = functools.partial(_Packed if packed else _Quiet, directory=str(folder))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


@dataclass
class Document:
    """One HTML file: ids, links, loaded files, headings, text by id, inline scripts and styles."""

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
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        document = self.document
        document.attributes += list(found.items())
        if "id" in found:
            document.ids.append(found["id"])
        if tag == "a" and "href" in found:
            document.links.append(found["href"])
        document.loads += [found[name] for t, name in LOADS if t == tag and name in found]
        if re.fullmatch("h[1-6]", tag):
            document.headings.append(int(tag[1]))
        if tag == "style" or (tag == "script" and "src" not in found):
            document.inline += 1
        if tag not in VOID:
            self._open.append((tag, found.get("id")))
            self._silent += tag in {"script", "style"}

    def handle_endtag(self, tag: str) -> None:
        while self._open:
            opened, _ = self._open.pop()
            self._silent -= opened in {"script", "style"}
            if opened == tag:
                break

    def handle_data(self, data: str) -> None:
        if self._silent:
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


def target(file: Path, link: str, site: Path) -> tuple[Path, str]:
    """The file and the fragment that a link of a file leads to, as a plain server finds it."""
    here = urljoin("http://site/", file.relative_to(site).as_posix())
    parts = urlsplit(urljoin(here, link))
    path = site / unquote(parts.path.lstrip("/"))
    return (path / "index.html" if parts.path.endswith("/") else path), unquote(parts.fragment)


def read_all(site: Path) -> dict[Path, Document]:
    """Every HTML file of a site."""
    return {file: read(file) for file in sorted(site.rglob("*.html"))}


def open_ends(site: Path, documents: dict[Path, Document] | None = None) -> list[str]:
    """The links within a site that lead to no file or no anchor, each with its page."""
    documents = documents or read_all(site)
    missing = []
    for file, document in documents.items():
        for link in document.links + document.loads:
            if link.startswith(("http:", "https:", "mailto:", "data:")):
                continue
            there, fragment = target(file, link, site)
            absent = not there.is_file()
            if absent or (fragment and there in documents and fragment not in documents[there].ids):
                missing.append(f"{file.relative_to(site).as_posix()} → {link}")
    return missing


def squeezed(text: str) -> str:
    """Text without white space, as HTML may break lines anywhere."""
    return re.sub(r"\s+", "", text)


def paths(site: Path) -> list[str]:
    """The address of every HTML page below the site's root, in order: "", "about/", "404.html"."""
    files = (file.relative_to(site).as_posix() for file in site.rglob("*.html"))
    return sorted(file.removesuffix("index.html") for file in files)


def kind(path: str) -> str:
    """Which pages a page is like: "home", "404", "practices" (a list), "practices/*" (one of it)."""
    first, *rest = path.partition("?")[0].strip("/").split("/")
    return f"{first}/*" if rest else first.removesuffix(".html") or "home"


def file_of(site: Path, path: str) -> Path:
    """The file behind an address below the site's root."""
    plain = path.partition("?")[0]
    return site / plain / "index.html" if not plain or plain.endswith("/") else site / plain


def fetched(site: Path, page: Path) -> list[Path]:
    """The styles, scripts and images that a page names, each once."""
    named = {next(filter(None, found)) for found in FETCHED.findall(page.read_text("utf-8"))}
    return sorted(target(page, name, site)[0] for name in named)


def wait_until(page: Page, condition: str) -> None:
    """Wait for what a script says; Playwright's own waiting needs an `eval` that the policy forbids."""
    for _ in range(100):
        if page.evaluate(condition):
            return
        page.wait_for_timeout(50)
    raise AssertionError(f"does not come true: {condition}")
