"""Servers with the configurations in `hosting/` send the headers of `_headers`, and only the site's files."""

from __future__ import annotations

import fnmatch
import gzip
import http.client
import re
import socket
from typing import TYPE_CHECKING, NamedTuple

import pytest
from playwright.sync_api import expect

from hintbook.render.publish.host_files import HASHED, HEADERS, redirects_file
from hintbook.render.publish.policy import POLICY
from tests.support.servers import HOSTING, Server, program_path, run_server
from tests.support.site_build import serve

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

REDIRECTS = "/scenes/7/ /scenes/1/#s1-h01 301\n/old/ /about/ 301\n"


@pytest.fixture(scope="module")
def site(small_site: Path) -> Path:
    """The site of the small content."""
    return small_site


class Answer(NamedTuple):
    """Status, headers and body of a response."""

    status: int
    headers: http.client.HTTPMessage
    body: bytes


@pytest.fixture(scope="module", params=["nginx", "caddy", "apache2"])
def program(request: pytest.FixtureRequest) -> str:
    name: str = request.param
    return name if program_path(name) else pytest.skip(f"Debian: apt-get install {name}")


@pytest.fixture(scope="module")
def server(program: str, site: Path) -> Iterator[Server]:
    with run_server(program, site, REDIRECTS) as running:
        yield running


@pytest.fixture(scope="module")
def fetch(server: Server) -> Callable[..., Answer]:
    return fetcher(server)


def fetcher(server: Server) -> Callable[..., Answer]:
    """Return a function that asks a server for a path."""

    def get(path: str, method: str = "GET", **headers: str) -> Answer:
        connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=10)
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        connection.request(method, path, headers=named)
        response = connection.getresponse()
        answer = Answer(response.status, response.headers, response.read())
        connection.close()
        return answer

    return get


def _rules(text: str) -> dict[str, dict[str, str]]:
    rules: dict[str, dict[str, str]] = {}
    for line in text.splitlines():
        if line.startswith("/"):
            headers = rules[line] = {}
        else:
            name, _, value = line.strip().partition(": ")
            headers[name] = value
    return rules


def _defined_headers(site: Path, path: str) -> dict[str, str]:
    """Return the headers that `_headers` defines for a path."""
    defined: dict[str, str] = {}
    for pattern, headers in _rules((site / "_headers").read_text("utf-8")).items():
        if fnmatch.fnmatchcase(path, pattern):
            assert not defined.keys() & headers.keys(), f"{path} gets a header twice"
            defined |= headers
    return defined


def _one_of_each_folder(site: Path) -> list[str]:
    """Return a path in every top folder, and one of every kind of asset."""
    folders = [p for p in sorted(site.iterdir()) if p.is_dir() and p.name != "assets"]
    folders += [p for p in sorted((site / "assets").iterdir()) if p.is_dir()]
    files = [next(p for p in sorted(folder.rglob("*")) if p.is_file()) for folder in folders]
    paths = [f"/{file.relative_to(site).as_posix()}" for file in files]
    return ["/", "/assets/favicon.svg", *(path.removesuffix("index.html") for path in paths)]


def test_the_site_tells_its_host_what_to_say_with_every_file(site: Path) -> None:
    own = {"_headers", "_redirects", "sitemap.xml", "sitemap.xml.gz"}  # for the host, and MkDocs's
    files = (p.relative_to(site).as_posix() for p in site.rglob("*") if p.is_file())
    for path in (p for p in files if p not in own):
        defined = _defined_headers(site, f"/{path}")
        assert defined.items() >= HEADERS.items()
        assert ("X-Frame-Options" in defined) != path.startswith("id/"), path
        if "immutable" in defined.get("Cache-Control", ""):
            assert HASHED.match(path), path
    for folder in ("css", "js", "search", "stylesheets"):
        assert "immutable" in _defined_headers(site, f"/assets/{folder}/x")["Cache-Control"]
    for path in ("/nothing/", "/scenes/nothing/", "/nothing.html"):
        assert _defined_headers(site, path)["Content-Security-Policy"] == POLICY, path


@pytest.mark.parametrize("file", ["nginx.conf", "Caddyfile", "apache.htaccess"])
def test_configurations_name_the_policy_and_the_headers(file: str) -> None:
    text = (HOSTING / file).read_text("utf-8")
    for name, value in HEADERS.items():
        assert re.search(rf'{name} +"?{re.escape(value)}"?', text), name


def test_servers_say_what_the_site_says(site: Path, fetch: Callable[..., Answer]) -> None:
    for path in _one_of_each_folder(site):
        answer = fetch(path)
        assert answer.status == 200, path
        defined = _defined_headers(site, path)
        if defined.pop("X-Frame-Options", None):  # our servers put it into the policy
            defined["Content-Security-Policy"] += "; frame-ancestors 'self'"
        assert {name: answer.headers[name] for name in defined} == defined, path


def test_a_page_may_stand_in_a_frame_only_under_id(fetch: Callable[..., Answer]) -> None:
    policy = "Content-Security-Policy"
    assert "frame-ancestors" not in fetch("/id/s1-h01/?embed").headers[policy]
    for path in ("/", "/scenes/1/", "/nothing/", "/identity/"):
        assert fetch(path).headers[policy].endswith("frame-ancestors 'self'"), path


def test_slides_of_other_sites_can_hold_an_entry_but_no_other_page(
    server: Server, browser: Browser, tmp_path: Path
) -> None:
    site = f"http://127.0.0.1:{server.port}"
    (tmp_path / "slide.html").write_text(
        f'<iframe id="entry" src="{site}/id/s1-h01/"></iframe>'
        f'<iframe id="page" src="{site}/scenes/1/"></iframe>',
        encoding="utf-8",
    )
    with serve(tmp_path) as other:
        context = browser.new_context()
        slide = context.new_page()
        with slide.expect_console_message(lambda message: "frame-ancestors" in message.text):
            slide.goto(f"{other.replace('127.0.0.1', 'localhost')}slide.html")
        expect(slide.frame_locator("#entry").locator("h1")).to_be_visible()
        expect(slide.frame_locator("#page").locator("#main")).to_have_count(0)
        context.close()


def test_pages_work_under_the_servers_policy(server: Server, visit: Callable[..., Page]) -> None:
    root = f"http://127.0.0.1:{server.port}/"
    page = visit("search/?q=手紙", root=root)
    expect(page.locator("#search-results")).to_have_attribute("data-state", "done")
    expect(page.locator("[data-entry]").first).to_be_visible()
    for path in ("", "id/s1-h01/", "404.html"):
        page.goto(root + path)
        expect(page.locator("h1"), path).to_be_visible()


def test_what_is_kept_for_ever_has_a_hash_in_its_path(
    site: Path, fetch: Callable[..., Answer]
) -> None:
    one_of_each: dict[Path, str] = {}
    for file in sorted((site / "assets").rglob("*.*")):
        path = one_of_each[file.parent] = file.relative_to(site).as_posix()
    for path in one_of_each.values():
        cache_control = fetch(f"/{path}").headers["Cache-Control"]
        assert ("immutable" in cache_control) == bool(HASHED.match(path)), path


def test_pages_are_asked_for_again_and_not_sent_again(fetch: Callable[..., Answer]) -> None:
    first = fetch("/scenes/1/")
    assert first.headers["Cache-Control"] == "no-cache"
    again = fetch("/scenes/1/", If_None_Match=first.headers["ETag"])
    assert (again.status, again.body) == (304, b"")


@pytest.mark.parametrize("kind", ["scenes/1/*.html", "api/v1/*.json", "**/*.css", "**/*.js"])
def test_text_is_packed(site: Path, fetch: Callable[..., Answer], kind: str) -> None:
    path = f"/{min(site.glob(kind)).relative_to(site).as_posix()}"
    plain, packed = fetch(path), fetch(path, Accept_Encoding="gzip")
    assert packed.headers["Content-Encoding"] == "gzip"
    assert "Accept-Encoding" in packed.headers["Vary"]
    assert gzip.decompress(packed.body) == plain.body


@pytest.mark.parametrize(
    ("file", "kind"),
    [
        ("about/index.html", "text/html; charset=utf-8"),
        ("api/v1/entries.json", "application/json"),
        ("**/*.csv", "text/csv; charset=utf-8"),
        ("assets/*.svg", "image/svg+xml"),
    ],
)
def test_files_say_what_they_are(
    site: Path, fetch: Callable[..., Answer], file: str, kind: str
) -> None:
    path = min(site.glob(file)).relative_to(site).as_posix()
    path = f"/{path.removesuffix('index.html')}"
    assert fetch(path).headers["Content-Type"].startswith(kind)


def test_what_is_not_there_has_its_page(site: Path, fetch: Callable[..., Answer]) -> None:
    page = (site / "404.html").read_bytes()
    for path in ("/nothing/", "/scenes/nothing.html", "/assets/js/old.0123456789.js"):
        answer = fetch(path)
        assert (answer.status, answer.body) == (404, page), path
        assert "immutable" not in (answer.headers["Cache-Control"] or "")


def test_an_address_with_a_tail_leads_on(server: Server, browser: Browser) -> None:
    root = f"http://127.0.0.1:{server.port}/"
    context = browser.new_context()
    page = context.new_page()
    for path, tail in (
        ("id/s1-h01/", "、原資料: 『見本/集』（2024年）"),
        ("scenes/1/", "%E3%80%81原資料?q#x"),
        ("nothing/", "。"),
        ("id/s1-h01/", ")"),
    ):
        page.goto(f"{root}{path}{tail}", wait_until="commit")
        page.wait_for_url(f"{root}{path}", wait_until="commit")
    page.goto(f"{root}/127.0.0.2/、")
    expect(page.locator("h1")).to_be_visible()
    assert page.url.startswith(root)
    context.close()


@pytest.mark.parametrize("path", ["/assets/", "/assets/js/", "/id/"])
def test_no_folder_is_listed(fetch: Callable[..., Answer], path: str) -> None:
    assert fetch(path).status == 404


def test_what_is_for_servers_only_is_not_given(
    server: Server, fetch: Callable[..., Answer]
) -> None:
    hidden = (".env", ".git/config", "more/.env", ".well-known/.env", ".well-known/.git/config")
    _write_files(server, *hidden)
    for path in ("_headers", "_redirects", ".htaccess", *hidden):
        for asked in (f"/{path}", f"//{path}", f"/{path.replace('.', '%2e')}"):
            assert fetch(asked).status == 404, asked


def test_what_others_look_for_by_a_well_known_name_is_given(
    server: Server, fetch: Callable[..., Answer]
) -> None:
    known = (".well-known/security.txt", ".well-known/acme-challenge/x-1_2.3")
    _write_files(server, *known)
    for path in known:
        assert fetch(f"/{path}").status == 200, path


def _write_files(server: Server, *paths: str) -> None:
    for path in paths:
        file = server.folder / "web" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("a file", "utf-8")


def test_a_folder_without_its_slash_leads_there_on_any_host(fetch: Callable[..., Answer]) -> None:
    answer = fetch("/scenes/1")
    assert answer.status in {301, 308}
    assert location(answer) == "/scenes/1/"


def location(answer: Answer) -> str:
    """Return where a redirect leads; Apache names the host that it was asked by."""
    return re.sub(r"^http://127\.0\.0\.1:\d+(?=/)", "", answer.headers["Location"])


def test_every_answer_has_the_headers(fetch: Callable[..., Answer]) -> None:
    tag = fetch("/about/").headers["ETag"]
    answers = [
        *map(fetch, ("/about/", "/scenes/1", "/old/", "/nothing/", "/assets/", "/_headers")),
        fetch("/about/", If_None_Match=tag),
        fetch("/about/", method="POST"),
    ]
    assert {answer.status for answer in answers} >= {200, 301, 304, 404, 405}
    policy = {"Content-Security-Policy": f"{POLICY}; frame-ancestors 'self'"}
    for answer in answers:
        for name, value in (HEADERS | policy).items():
            assert answer.headers.get_all(name) == [value], (answer.status, name)


@pytest.mark.parametrize(
    ("target", "header", "method"),
    [
        ("/%00", "", "GET"),
        ("/nothing%2f.html", "", "GET"),
        ("/" + 300 * "a", "", "GET"),  # longer than the name of a file may be
        ("/" + 70_000 * "a", "", "GET"),
        ("/about/", "Range: bytes=99999999-", "GET"),
        ("/about/", 'If-Match: "other"', "GET"),
        ("/about/", "Content-Length: 99999999999", "PUT"),
        ("/about/", "", "TRACE"),
    ],
)
def test_refusals_have_the_headers(server: Server, target: str, header: str, method: str) -> None:
    status, headers = _raw_answer(server, target, header, method)
    assert status >= 400
    for name, value in (HEADERS | {"Cache-Control": "no-cache"}).items():
        # nginx repeats its headers in an answer to a range that does not exist.
        assert {one.removesuffix("; frame-ancestors 'self'") for one in headers[name]} == {value}


def _raw_answer(
    server: Server, target: str, header: str = "", method: str = "GET"
) -> tuple[int, dict[str, list[str]]]:
    """Return status and headers of the answer to a request that a client would not send."""
    lines = [f"{method} {target} HTTP/1.1", "Host: 127.0.0.1", "Connection: close", header]
    with socket.create_connection(("127.0.0.1", server.port), 10) as connection:
        connection.sendall("\r\n".join([*filter(None, lines), "", ""]).encode())
        answer = http.client.HTTPResponse(connection)
        answer.begin()
        return answer.status, {name: answer.headers.get_all(name, []) for name in answer.headers}


@pytest.mark.parametrize("redirects", ["", "# nothing has moved\n\n"])
def test_nothing_may_have_moved(program: str, site: Path, redirects: str) -> None:
    with run_server(program, site, redirects) as running:
        assert fetcher(running)("/about/").status == 200


def test_the_site_may_stand_in_a_folder_of_its_host(program: str, site: Path) -> None:
    with run_server(program, site, REDIRECTS, "hintbook/") as running:
        ask = fetcher(running)
        page, entry, gone, data = (
            ask(f"/hintbook/{path}")
            for path in ("about/", "id/s1-h01/", "no/", "api/v1/entries.json")
        )
        assert [page.status, entry.status, gone.status, data.status] == [200, 200, 404, 200]
        assert gone.body == (site / "404.html").read_bytes()
        policies = [one.headers["Content-Security-Policy"] for one in (page, entry, gone)]
        assert [policy.endswith("frame-ancestors 'self'") for policy in policies] == [
            *(True, False, True)
        ]
        assert data.headers["Access-Control-Allow-Origin"] == "*"
        style = next((site / "assets/css").iterdir()).relative_to(site).as_posix()
        assert "immutable" in ask(f"/hintbook/{style}").headers["Cache-Control"]
        for line in REDIRECTS.splitlines():
            old, new, _ = line.split()
            assert location(ask(f"/hintbook{old}")) == f"/hintbook{new}"
        for hidden in ("_headers", "_redirects", ".git/config"):
            assert ask(f"/hintbook/{hidden}").status == 404
        assert ask("/about/").status == 404


def test_moved_addresses_lead_on(fetch: Callable[..., Answer]) -> None:
    for line in REDIRECTS.splitlines():
        old, new, status = line.split()
        answer = fetch(old)
        assert (answer.status, location(answer)) == (int(status), new)
        # With a query the page at the old address redirects; here there is no page.
        assert fetch(f"{old}?theme=visit").status == 404


def test_what_readers_search_for_is_not_kept(server: Server, fetch: Callable[..., Answer]) -> None:
    assert fetch("/search/?q=himitsu").status == 200
    assert fetch("/about/", Referer="http://127.0.0.1/search/?q=himitsu").status == 200
    kept = [p for p in server.folder.rglob("*") if p.is_file() and "log" in p.name]
    assert kept
    assert [p for p in kept if "himitsu" in p.read_text("utf-8")] == []


def test_nothing_is_written(fetch: Callable[..., Answer]) -> None:
    assert fetch("/", method="POST").status == 405
    assert fetch("/", method="DELETE").status == 405


@pytest.mark.parametrize(
    "path",
    [
        "/../../../../etc/passwd",
        "/assets/../../../../../etc/passwd",
        "/%2e%2e/%2e%2e/%2e%2e/%2e%2e/etc/passwd",
        "/assets/..%2f..%2f..%2f..%2fetc/passwd",
        "/assets/%2e%2e%2f%2e%2e%2f..%2fetc%2fpasswd",
        "/..%5c..%5cetc%5cpasswd",
        "/assets/css/..;/..;/etc/passwd",
        "//etc/passwd",
        "/%00/etc/passwd",
    ],
)
def test_nothing_outside_the_site_is_given(server: Server, path: str) -> None:
    with socket.create_connection(("127.0.0.1", server.port), 10) as connection:
        request = f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n"
        connection.sendall(request.encode())
        answer = b"".join(iter(lambda: connection.recv(65536), b""))
    assert answer.split(maxsplit=2)[1] >= b"400"
    assert b"root:" not in answer


def test_redirects_stand_in_the_site(site: Path) -> None:
    written = redirects_file({"/old/": "/about/"})
    assert (written.path, written.data) == ("_redirects", b"/old/ /about/ 301\n")
    assert (site / written.path).exists()


def test_the_copy_from_disk_has_no_words_for_servers(offline_site: Path) -> None:
    assert list(offline_site.glob("_*")) == []
