"""The open data, the feeds, and the promises that a release makes."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as Xml

import jsonschema
import material
import pytest
import release
import yaml
from playwright.sync_api import expect

from built import PROJECT, read, serve, target
from hintbook.cli import main
from hintbook.errors import ContentErrors
from hintbook.library import open_library
from hintbook.model import Practice
from hintbook.render import Settings, check, render, surveyed
from hintbook.render.redirects import FRAME, addresses, anchors
from hintbook.render.spreadsheet import spreadsheet
from hintbook.render.tables import TABLES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import Page as BrowserPage

    from hintbook.library import Library

WEB = "https://example.org/book/"
DOCS = PROJECT / "docs"


def loaded(file: Path) -> Any:
    return json.loads(file.read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def api(site: Path) -> Path:
    return site / "api/v1"


# The data


def test_lists_and_single_entries_agree(library: Library, api: Path) -> None:
    short = loaded(api / "entries.json")
    by_type = [entry for file in sorted((api / "types").iterdir()) for entry in loaded(file)]
    assert {e["id"] for e in short} == {e["id"] for e in by_type} == set(library.items)
    whole = {entry["id"]: entry for entry in by_type}
    for entry in short:
        assert whole[entry["id"]] == loaded(api / f"entries/{entry['id']}.json")
        assert entry == {key: whole[entry["id"]][key] for key in entry}


def test_whole_entries_hold_the_content(library: Library, api: Path) -> None:
    for practice in library.all(Practice):
        entry = loaded(api / f"entries/{practice.id}.json")
        written = yaml.safe_load(
            (PROJECT / f"content/practices/{practice.id}.yml").read_text(encoding="utf-8")
        )
        assert entry["content"]["summary"] == written["summary"]
        assert set(written.get("related", ())) <= set(entry["related"])
    hint = loaded(api / "entries/s1-h05.json")
    assert (hint["parent"], hint["permalink"]) == ("s1-g2", "id/s1-h05/")
    assert "id/s1-h05/" in hint["citation"]


def test_entries_are_shaped_as_their_schemas_say(api: Path) -> None:
    summary = jsonschema.Draft202012Validator(loaded(api / "schemas/summary.json"))
    assert [*summary.iter_errors(loaded(api / "entries.json")[0])] == []
    for file in (api / "types").iterdir():
        schema = loaded(api / "schemas" / file.name)
        jsonschema.Draft202012Validator.check_schema(schema)
        validator = jsonschema.Draft202012Validator(schema)
        for entry in loaded(file):
            assert [error.message for error in validator.iter_errors(entry)] == [], entry["id"]
        entry.pop("content")
        assert not validator.is_valid(entry)


def below(schema: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """A schema and all that it holds."""
    yield schema
    inner = [one for key in ("properties", "$defs") for one in schema.get(key, {}).values()]
    inner += [one for key in ("anyOf", "oneOf", "allOf") for one in schema.get(key, ())]
    inner += [schema[key] for key in ("items", "not") if key in schema]
    for one in inner:
        yield from below(one)


def test_schemas_are_valid_and_so_are_their_defaults(api: Path) -> None:
    for file in (api / "schemas").iterdir():
        schema = loaded(file)
        jsonschema.Draft202012Validator.check_schema(schema)
        for part in below(schema):
            if "default" in part:
                own = jsonschema.Draft202012Validator({"$defs": schema.get("$defs", {})} | part)
                assert own.is_valid(part["default"]), (file.name, part)


@pytest.mark.parametrize("name", TABLES)
def test_tables_open_in_a_spreadsheet(library: Library, api: Path, name: str) -> None:
    raw = (api / f"{name}.csv").read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf")
    head, *rows = csv.reader(io.StringIO(raw.decode("utf-8-sig"), newline=""))
    entries = library.all(TABLES[name].holds)
    assert [row[0] for row in rows] == [entry.id for entry in entries]
    assert head[0] == "id"
    assert {len(row) for row in rows} == {len(head)}
    own = {
        "practices": "summary",
        "hints": "text",
        "municipalities": "title",
        "terms": "definition",
    }
    for row, entry in zip(rows, entries, strict=True):
        assert getattr(entry, own[name]) in row


@pytest.mark.parametrize(
    "cell",
    [
        *("=1+1", "+1", "-1", "@x", "＝1+1", "＋1", "－1", "＠x", "﹢1", "\t=1", "\r=1", "\n=1"),
        *("\nx", " =1", "\u3000＝1"),
    ],
)
def test_no_spreadsheet_takes_a_text_for_a_formula(cell: str) -> None:
    written = spreadsheet([[cell, "ー1", "x=1", -1, ""]]).decode("utf-8-sig")
    assert [*csv.reader(io.StringIO(written, newline=""))] == [[f"'{cell}", "ー1", "x=1", "-1", ""]]


def test_the_description_names_files_that_are_there(api: Path) -> None:
    described = loaded(api / "openapi.json")
    assert described["openapi"].startswith("3.1")
    seen = set()
    for path, said in described["paths"].items():
        names = [""]
        for parameter in said["get"].get("parameters", ()):
            found = parameter["schema"].get("enum") or [
                e["id"] for e in loaded(api / "entries.json")
            ]
            names = [f"{{{parameter['name']}}}|{one}" for one in found]
        assert ("404" in said["get"]["responses"]) == ("{" in path), path
        for name in names:
            slot, _, value = name.partition("|")
            file = path.lstrip("/").replace(slot, value) if slot else path.lstrip("/")
            assert (api / file).is_file(), file
            seen.add(file)
    there = {file.relative_to(api).as_posix() for file in api.rglob("*") if file.is_file()}
    assert there - seen == {"openapi.json"}
    calls = [said["get"]["operationId"] for said in described["paths"].values()]
    assert all(re.fullmatch("[a-z][A-Za-z]+", call) for call in calls)
    assert len(calls) == len(set(calls))


# What follows the site


def rendered(
    content: Path,
    url: str = WEB,
    docs: Path | None = DOCS,
    *,
    name: str = "書名",
    folders: bool = True,
) -> dict[str, bytes]:
    icons = next(
        (parent / "templates/.icons/material") for parent in map(type(content), material.__path__)
    )
    pages, assets = render(open_library(content), Settings(name, icons, folders, url, docs=docs))
    return {page.path: page.html.encode() for page in pages} | {a.path: a.data for a in assets}


@pytest.fixture(scope="module")
def files() -> dict[str, bytes]:
    """The outputs of the whole content under an address of its own."""
    return rendered(PROJECT / "content")


def test_feed_tells_of_practices_latest_first(library: Library, files: dict[str, bytes]) -> None:
    space = {"a": "http://www.w3.org/2005/Atom"}
    feed = Xml.fromstring(files["feed.xml"])  # noqa: S314 - our own
    entries = feed.findall("a:entry", space)
    dates = [entry.findtext("a:updated", "", space) for entry in entries]
    assert len(entries) == min(50, len(library.all(Practice)))
    assert dates == sorted(dates, reverse=True)
    assert feed.findtext("a:updated", "", space) == dates[0]
    known = {f"{WEB}id/{practice.id}/" for practice in library.all(Practice)}
    ids = [entry.findtext("a:id", "", space) for entry in entries]
    assert set(ids) <= known
    assert len(set(ids)) == len(ids)


def test_map_of_the_site_holds_every_page_in_full(files: dict[str, bytes]) -> None:
    space = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
    found = [loc.text for loc in Xml.fromstring(files["sitemap.xml"]).iter(f"{space}loc")]  # noqa: S314
    assert all(url and url.startswith(WEB) for url in found)
    assert {f"{WEB}scenes/1/", WEB, f"{WEB}practices/age-limit-to-64/"} <= set(found)
    assert {f"{WEB}about/", f"{WEB}hosting/", f"{WEB}contribute/search-words/"} <= set(found)
    assert len(found) == len(set(found)) > 250
    assert not list(Xml.fromstring(rendered(PROJECT / "tests/content_ok", "", None)["sitemap.xml"]))  # noqa: S314


def test_texts_for_programs_lead_to_pages(files: dict[str, bytes]) -> None:
    text = files["llms.txt"].decode()
    assert text.startswith("# 書名\n\n> ")
    assert f"]({WEB}scenes/1/): " in text
    assert f"]({WEB}api/v1/entries.json)" in text
    assert f"- [このサイトについて]({WEB}about/): このサイトの目的" in text
    parts = [line for line in text.splitlines() if line.startswith("## ")]
    assert len(parts) == len(set(parts))
    assert text.count(f"]({WEB}guide/") == text.partition("## 支援者を支える\n")[2].partition(
        "\n## "
    )[0].count(f"]({WEB}guide/")


def test_opensearch_is_offered_where_it_can_work() -> None:
    content = PROJECT / "tests/content_ok"
    name = "支援のヒントと手引き集 & 実践"
    space = {"o": "http://a9.com/-/spec/opensearch/1.1/"}
    written = rendered(content, "https://example.org/?a&b/", name=name)["opensearch.xml"]
    found = Xml.fromstring(written)  # noqa: S314 - our own
    assert found.findtext("o:ShortName", "", space) == name[:16]
    assert found.findtext("o:Description", "", space) == f"{name}を検索"
    url = found.find("o:Url", space)
    assert url is not None
    assert url.get("template") == "https://example.org/?a&b/search/?q={searchTerms}"
    assert "opensearch.xml" not in rendered(content, "")
    assert "opensearch.xml" not in rendered(content, folders=False)


# Addresses


def test_every_listed_address_resolves(site: Path, api: Path, library: Library) -> None:
    listed = release.addresses(site)
    assert {f"id/{entry}/" for entry in library.items} <= set(listed)
    ids: dict[Path, list[str]] = {}
    for line in listed:
        file, anchor = target(site / "index.html", line or "./", site)
        assert file.is_file(), line
        if anchor:
            ids.setdefault(file, read(file).ids if file not in ids else ids[file])
            assert anchor in ids[file], line
    assert api.is_dir()


def test_released_addresses_answer_for_ever(site: Path) -> None:
    released = release.ADDRESSES.read_text(encoding="utf-8").split("\n")
    assert set(released) <= set(release.addresses(site)) | {""}, "write a redirect for what is gone"


def test_released_data_keeps_its_shape(site: Path) -> None:
    assert release.broken(loaded(release.DATA), release.data(site)) == []


DAY = {"type": "string", "format": "date"}
WORD = {"type": "string", "enum": ["い", "あ"]}
COLUMNS = ("id", "語", "読み")
PATHS = ("/a.json", "/b/{id}.json")


def promise(  # noqa: PLR0913 - each a kind of promise
    kind: str = "note",
    day: dict[str, Any] = DAY,
    word: dict[str, Any] = WORD,
    *,
    constant: str = "note",
    required: tuple[str, ...] = ("day",),
    columns: tuple[str, ...] = COLUMNS,
    paths: tuple[str, ...] = PATHS,
) -> dict[str, Any]:
    """Open data that is one entry, n1, one schema, one table and some paths."""
    each = {"type": "object", "properties": {"day": day}, "required": [*required]}
    schema = {
        "$defs": {"Word": word},
        "type": "object",
        "properties": {
            "days": {"type": "array", "items": each},
            "type": {"const": constant, "type": "string"},
            "word": {"anyOf": [{"$ref": "#/$defs/Word"}, {"type": "null"}]},
        },
    }
    return {
        "types": {"n1": kind},
        "shapes": {"note": release.shape(schema)},
        "values": {"note": release.values(schema)},
        "tables": {"notes": [*columns]},
        "paths": [*paths],
    }


def test_a_promise_holds_what_readers_rely_on() -> None:
    assert promise()["shapes"]["note"] == {
        "": "object",
        ".days": "array",
        ".days[]": "object",
        ".days[].day": "string date!",
        ".type": "string",
        ".word": "null|string",
    }
    assert promise()["values"]["note"] == {".type": ["note"], ".word": ["あ", "い"]}


@pytest.mark.parametrize(
    ("now", "faults"),
    [
        (promise() | {"types": {}}, ["the entry n1 was a note, is gone"]),
        (promise("memo"), ["the entry n1 was a note, is memo"]),
        (promise(day={"type": "integer"}), ["note: .days[].day was string date!, is integer!"]),
        (promise(day={"type": "string"}), ["note: .days[].day was string date!, is string!"]),
        (promise(required=()), ["note: .days[].day was string date!, is string date"]),
        (
            promise() | {"shapes": {"note": {}}},
            [f"note: {key} was {was}, is gone" for key, was in promise()["shapes"]["note"].items()],
        ),
        (promise(constant="memo"), ["note: .type could be note, can not any more"]),
        (
            promise(word=WORD | {"enum": ["あ", "う"]}),
            ["note: .word could be い, can not any more"],
        ),
        (
            promise(word={"type": "string"}),
            [f"note: .word could be {one}, can not any more" for one in "あい"],
        ),
        (promise(columns=("id", "読み")), ["notes.csv: the column 語 is gone"]),
        (promise(columns=("id", "読み", "語")), ["notes.csv: the column 語 has moved"]),
        (promise(columns=("id", "例", "語", "読み")), ["notes.csv: the column 語 has moved"]),
        (promise(paths=("/a.json", "/c.json")), ["the path /b/{id}.json is gone"]),
    ],
)
def test_a_broken_promise_is_named(now: dict[str, Any], faults: list[str]) -> None:
    assert release.broken(promise(), now) == faults


@pytest.mark.parametrize(
    "now",
    [
        promise(required=("day", "hour")),
        promise(word=WORD | {"enum": ["あ", "い", "う"]}),
        promise(columns=(*COLUMNS, "例")),
        promise(paths=("/0.json", *PATHS)),
    ],
)
def test_more_than_was_promised_breaks_nothing(now: dict[str, Any]) -> None:
    assert release.broken(promise(), now) == []
    assert release.broken(promise(required=()), now) == []


@pytest.fixture(scope="module")
def shown(site: Path) -> dict[str, set[str]]:
    """The anchors that the built pages of the shell really have, by address."""
    files = {file.relative_to(site).as_posix(): file for file in site.rglob("*.html")}
    return {
        name.removesuffix("index.html"): {*read(file).ids}
        for name, file in files.items()
        if name != "404.html" and not name.startswith("id/")
    }


def test_check_renders_only_what_redirects_name(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("hintbook.search.documents", None)  # an index takes longer than all else
    pages = surveyed(library, DOCS, {"scenes/1", "search/"})
    assert {page.path for page in pages if page.html} == {"scenes/1", "search/"}


def test_check_knows_every_page_and_anchor_that_is_shown(
    library: Library, shown: dict[str, set[str]]
) -> None:
    pages = surveyed(library, DOCS, {page.removesuffix("/") for page in shown} | {*shown})
    known = addresses(library, pages).union(*map(anchors, pages))
    assert {one for one in addresses(library, pages) if "#" not in one} == {
        *shown,
        *(f"id/{entry}/" for entry in library.items),
    }
    for page, ids in shown.items():
        there = {anchor.partition("#")[2] for anchor in known if anchor.startswith(f"{page}#")}
        # What begins with __ is the theme's, and no redirect can name it.
        missing = {one for one in ids - there if not one.startswith("__")}
        assert missing <= FRAME, f"{page}: give every heading of a page in docs/ its anchor"
        assert there <= ids, page


REDIRECTS = """\
- from: scenes/8/
  to: scenes/1/#s1-h01
- from: scenes/9/
  to: scenes/1/
- from: scenes/9/#s9-h01
  to: scenes/1/#s1-h01
- from: scenes/1/#s1-h99
  to: scenes/1/#s1-h02
"""


def test_former_addresses_lead_on(content: Path) -> None:
    (content / "redirects.yml").write_text(REDIRECTS, encoding="utf-8")
    found = rendered(content)
    stub = found["scenes/9/index.html"].decode()
    assert '<a data-new href="../1/">' in stub
    assert '<a id="s9-h01" href="../1/#s1-h01">' in stub
    assert '<noscript><meta http-equiv="refresh" content="0; url=../1/"></noscript>' in stub
    assert '<li id="s1-h99"><a href="#s1-h02">' in found["scenes/1"].decode()
    assert found["_redirects"] == b"/scenes/8/ /scenes/1/#s1-h01 301\n"
    listed = found["api/v1/addresses.txt"].decode().split()
    assert {"scenes/9/", "scenes/9/#s9-h01", "scenes/1/#s1-h99"} <= set(listed)


def redirected(content: Path, *lines: tuple[str, str]) -> Library:
    text = "".join(f'- from: "{old}"\n  to: "{new}"\n' for old, new in lines)
    (content / "redirects.yml").write_text(text, encoding="utf-8")
    return open_library(content)


@pytest.mark.parametrize(
    "old",
    [
        *("about/", "about/#cite", "hosting/", "accessibility/", "contribute/search-words/"),
        *("scenes/1/worksheet/", "scenes/1/facilitator/", "scenes/1/training/#notes"),
        *("scenes/1/#hints", "scenes/1/#main", "scenes/1/#moved", "about/#announcer", "#scenes"),
        *("id/s1-h01/", "id/s1-h01/#former", "search/#search-input"),
    ],
)
def test_nothing_leads_away_from_what_is_there(content: Path, old: str) -> None:
    with pytest.raises(ContentErrors) as found:
        check(redirected(content, (old, "scenes/")), DOCS)
    assert [error.code for error in found.value.errors] == ["redirect-taken"]


@pytest.mark.parametrize(
    "new",
    [
        *("", "#scenes", "about/", "about/#cite", "accessibility/#results", "id/s1-h01/"),
        *("scenes/1/worksheet/", "scenes/1/#hints", "scenes/1/#s1-h01", "search/#search-input"),
    ],
)
def test_all_that_is_there_may_be_led_to(content: Path, new: str) -> None:
    check(redirected(content, ("old/", new)), DOCS)
    with pytest.raises(ContentErrors) as found:
        check(redirected(content, ("old/", f"{new.partition('#')[0]}#not-there")), DOCS)
    assert [error.code for error in found.value.errors] == ["redirect-nowhere"]


def test_the_command_knows_the_pages_written_by_hand(
    content: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copytree(DOCS, content.parent / "docs")
    redirected(content, ("old/", "about/#cite"))
    assert main(["check", str(content)]) == 0
    redirected(content, ("hosting/", "about/#cite"))
    assert main(["check", str(content)]) == 1
    assert "content/redirects.yml:1:9: [redirect-taken] 「hosting/」" in capsys.readouterr().out


def test_what_a_page_written_by_hand_has_lost_leads_on_from_its_end(content: Path) -> None:
    redirected(content, ("about/#former", "accessibility/"), ("scenes/1/#gone", "about/#cite"))
    found = rendered(content)
    assert '<li id="former"><a href="../accessibility/">' in found["about"].decode()
    assert '<li id="gone"><a href="../../about/#cite">' in found["scenes/1"].decode()
    assert "about/index.html" not in found


@pytest.mark.parametrize(
    ("old", "new"), [("", ""), ("#s1-h02", "#s1-h02"), ("#s9-h01", "#s1-h01"), ("#%", "#%")]
)
def test_a_former_page_keeps_the_fragment(
    content: Path, tmp_path: Path, visit: Callable[..., BrowserPage], old: str, new: str
) -> None:
    (content / "redirects.yml").write_text(REDIRECTS, encoding="utf-8")
    root = tmp_path / "site"
    for path, data in rendered(content).items():
        if path == "scenes/9/index.html":
            (root / path).parent.mkdir(parents=True)
            (root / path).write_bytes(data)
    (root / "scenes/1").mkdir()
    (root / "scenes/1/index.html").write_text('<!doctype html><link rel="icon" href="data:,">')
    shutil.copytree(PROJECT / "docs/assets", root / "assets")
    with serve(root) as address:
        page = visit(f"scenes/9/{old}", root=address)
        expect(page).to_have_url(f"{address}scenes/1/{new}")
