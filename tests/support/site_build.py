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
from pathlib import Path
from typing import TYPE_CHECKING

import material

from tools.links import link_target

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Page

PROJECT = Path(__file__).parents[2]
FIXTURES = PROJECT / "tests/fixtures"
# Readings and the ids that they give, at the command and in the form.
READINGS: list[tuple[str, str | None]] = json.loads((FIXTURES / "readings.json").read_text("utf-8"))
ICONS = Path(material.__path__[0]) / "templates/.icons/material"
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


class _QuietHandler(http.server.SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        pass


class _GzipHandler(_QuietHandler):
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
def serve(folder: Path, *, compressed: bool = False) -> Iterator[str]:
    """Serve a folder on loopback, with gzip or as it is; gives its address with a final slash."""
    handler = functools.partial(
        _GzipHandler if compressed else _QuietHandler, directory=str(folder)
    )
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


def without_whitespace(text: str) -> str:
    """Text without white space, as HTML may break lines anywhere."""
    return re.sub(r"\s+", "", text)


def page_paths(site: Path) -> list[str]:
    """The address of every HTML page below the site's root, in order: "", "about/", "404.html"."""
    files = (file.relative_to(site).as_posix() for file in site.rglob("*.html"))
    return sorted(file.removesuffix("index.html") for file in files)


def page_kind(path: str) -> str:
    """Which pages a page is like: "home", "404", "practices" (a list), "practices/*" (one of it)."""
    first, *rest = path.partition("?")[0].strip("/").split("/")
    return f"{first}/*" if rest else first.removesuffix(".html") or "home"


def page_file(site: Path, path: str) -> Path:
    """The file behind an address below the site's root."""
    plain = path.partition("?")[0]
    return site / plain / "index.html" if not plain or plain.endswith("/") else site / plain


def fetched_files(site: Path, page: Path) -> list[Path]:
    """The styles, scripts and images that a page names, each once."""
    named = {next(filter(None, found)) for found in FETCHED.findall(page.read_text("utf-8"))}
    return sorted(link_target(page, name, site)[0] for name in named)


def wait_until(page: Page, condition: str) -> None:
    """Wait for what a script says; Playwright's own waiting needs an `eval` that the policy forbids."""
    for _ in range(100):
        if page.evaluate(condition):
            return
        page.wait_for_timeout(50)
    raise AssertionError(f"does not come true: {condition}")
