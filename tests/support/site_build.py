"""Building and serving the site, and finding its pages and files."""

from __future__ import annotations

import contextlib
import fcntl
import functools
import http.server
import json
import re
import threading
from pathlib import Path
from typing import TYPE_CHECKING

import material

from tests.support.mkdocs_build import start_build
from tools.links import link_target

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Page

PROJECT = Path(__file__).parents[2]
FIXTURES = PROJECT / "tests/fixtures"
# Readings with the ids that the command and the form derive from them.
READINGS: list[tuple[str, str | None]] = json.loads((FIXTURES / "readings.json").read_text("utf-8"))
# On each page at a former address, and on no other.
NO_INDEX = '<meta name="robots" content="noindex">'
ICONS = Path(material.__path__[0]) / "templates/.icons/material"
# The styles, icons, scripts and images that a browser fetches with a page.
FETCHED = re.compile(
    r'<(?:script|img)\b[^>]*\bsrc="([^"]+)"'
    r'|<link\b[^>]*\brel="(?:stylesheet|icon)"[^>]*\bhref="([^"]+)"'
    r'|<link\b[^>]*\bhref="([^"]+)"[^>]*\brel="(?:stylesheet|icon)"'
)


def build(target: Path, config: str = "mkdocs.yml", **environment: str) -> Path:
    """Build the project's site into a folder, with more environment variables; return the folder."""
    options = ("-f", config, "-d", str(target))
    code, output = start_build(*options, folder=PROJECT, environment=environment).result()
    assert code == 0, output
    return target


def build_once(target: Path, build_site: Callable[[Path], Path] = build) -> Path:
    """Build a site unless another worker does or has done so; return the folder when complete.

    A build moves the site to its folder as its last step.
    """
    with target.with_name(f"{target.name}.once").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        return target if target.exists() else build_site(target)


class _QuietHandler(http.server.SimpleHTTPRequestHandler):
    """Logs nothing, not even a browser that leaves before it has read everything."""

    def handle(self) -> None:
        with contextlib.suppress(ConnectionError):
            super().handle()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        pass


@contextlib.contextmanager
def serve(folder: Path) -> Iterator[str]:
    """Serve a folder on loopback; yield its address with a final slash."""
    handler = functools.partial(_QuietHandler, directory=str(folder))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


def without_whitespace(text: str) -> str:
    """Return text without white space, for comparing texts with different line breaks."""
    return re.sub(r"\s+", "", text)


def page_paths(site: Path) -> list[str]:
    """Return the sorted paths of all HTML pages, such as "", "about/" and "404.html"."""
    files = (file.relative_to(site).as_posix() for file in site.rglob("*.html"))
    return sorted(file.removesuffix("index.html") for file in files)


def page_kind(path: str) -> str:
    """Return the kind of a page: "home", "404", "practices" (a list), "practices/*" (an entry)."""
    first, *rest = path.partition("?")[0].strip("/").split("/")
    return f"{first}/*" if rest else first.removesuffix(".html") or "home"


def page_file(site: Path, path: str) -> Path:
    """Return the file of a page by its path."""
    plain = path.partition("?")[0]
    return site / plain / "index.html" if not plain or plain.endswith("/") else site / plain


def fetched_files(site: Path, page: Path) -> list[Path]:
    """Return the styles, scripts and images that a page loads, each once."""
    named = {next(filter(None, found)) for found in FETCHED.findall(page.read_text("utf-8"))}
    return sorted(link_target(page, name, site)[0] for name in named)


def wait_until(page: Page, condition: str) -> None:
    """Wait until a JavaScript condition is true (Playwright's wait needs `eval`, which the CSP forbids)."""
    for _ in range(100):
        if page.evaluate(condition):
            return
        page.wait_for_timeout(50)
    raise AssertionError(f"does not become true: {condition}")
