"""The open data, feeds, redirects and retirements, and the lock files of a release."""

from __future__ import annotations

import csv
import io
import json
import posixpath
import re
import shutil
import uuid
from collections.abc import Mapping
from itertools import chain
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as Xml

import jsonschema
import pytest
import yaml
from lxml import etree
from openapi_spec_validator import validate
from playwright.sync_api import expect
from typing_extensions import override

from hintbook.cli import main
from hintbook.library import open_library
from hintbook.model import Practice, Section, SurveyTable
from hintbook.model.base.reserved_ids import SHELL_IDS
from hintbook.model.redirect import permalink_id, suffix
from hintbook.render import Settings, Site, all_pages, render
from hintbook.render.exports import search_scripts
from hintbook.render.exports.csv_tables import tables
from hintbook.render.exports.spreadsheet import spreadsheet
from hintbook.render.publish.addresses import anchors, promised
from hintbook.render.publish.hashed_names import static_files
from hintbook.render.publish.redirects import errors as redirect_errors
from hintbook.render.publish.released import OPTIONAL_HEADING
from hintbook.schema import subschemas
from tests.support.invalid_content import CONTENT_OK, errors_found
from tests.support.pages import assert_accessible_and_fits
from tests.support.site_build import FIXTURES, ICONS, PROJECT, serve
from tests.support.small_content import practice_text
from tools import release
from tools.links import Document, link_target, read_all

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from playwright.sync_api import Page as BrowserPage

    from hintbook.library import Library
    from hintbook.render import Asset, Page

WEB = "https://example.org/book/"
DOCS = PROJECT / "docs"


def loaded(file: Path) -> Any:
    return json.loads(file.read_text(encoding="utf-8"))


@pytest.fixture(scope="session")
def library(small_library: Library) -> Library:
    """The library of the small content."""
    return small_library


@pytest.fixture(scope="session")
def site(small_site: Path) -> Path:
    """The site of the small content."""
    return small_site


@pytest.fixture(scope="module")
def api(site: Path) -> Path:
    return site / "api/v1"


def renamed_ids(library: Library) -> list[str]:
    """Return the former ids that redirects lead on from."""
    return [old for one in library.redirects if (old := permalink_id(one.value.old))]


# Data files


def test_lists_and_single_entries_agree(library: Library, api: Path) -> None:
    short = loaded(api / "entries.json")
    by_type = [entry for file in sorted((api / "types").iterdir()) for entry in loaded(file)]
    assert {e["id"] for e in short} == {e["id"] for e in by_type} == set(library.items)
    whole = {entry["id"]: entry for entry in by_type}
    for entry in short:
        assert whole[entry["id"]] == loaded(api / f"entries/{entry['id']}.json")
        assert entry == {key: whole[entry["id"]][key] for key in entry}


def test_whole_entries_hold_the_content(library: Library, small_content: Path, api: Path) -> None:
    for practice in library.all(Practice):
        entry = loaded(api / f"entries/{practice.id}.json")
        written = yaml.safe_load(
            (small_content / f"practices/{practice.id}.yml").read_text(encoding="utf-8")
        )
        assert entry["content"]["summary"] == written["summary"]
        assert set(written.get("related", ())) <= set(entry["related"])
    hint = loaded(api / "entries/s1-h02.json")
    assert (hint["parent"], hint["permalink"]) == ("s1-g1", "id/s1-h02/")
    assert "id/s1-h02/" in hint["citation"]


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


def test_schemas_are_valid_and_so_are_their_defaults(api: Path) -> None:
    for file in (api / "schemas").iterdir():
        schema = loaded(file)
        jsonschema.Draft202012Validator.check_schema(schema)
        for part in subschemas(schema):
            if "default" in part:
                own = jsonschema.Draft202012Validator({"$defs": schema.get("$defs", {})} | part)
                assert own.is_valid(part["default"]), (file.name, part)


# The types with a table, by its name.
TYPES = {export.name: entry_type for export, entry_type in tables()}


def test_every_table_is_sound_csv(site: Path) -> None:
    """As RFC 4180 has it; PyPI has no validator without the weight of a framework."""
    files = list(site.rglob("*.csv"))
    assert len(files) > len(TYPES)
    for file in files:
        text = file.read_bytes().decode("utf-8-sig")
        rows = [*csv.reader(io.StringIO(text, newline=""), strict=True)]
        assert len({len(row) for row in rows}) == 1, file
        assert len(rows) > 1, file
        assert len({*rows[0]}) == len(rows[0]), file
        assert text.endswith("\r\n"), file


@pytest.mark.parametrize("name", TYPES)
def test_tables_open_in_a_spreadsheet(library: Library, api: Path, name: str) -> None:
    raw = (api / f"{name}.csv").read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf")
    head, *rows = csv.reader(io.StringIO(raw.decode("utf-8-sig"), newline=""))
    entries = library.all(TYPES[name])
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


def test_the_description_names_files_that_are_there(library: Library, site: Path) -> None:
    described = loaded(site / "api/v1/openapi.json")
    assert described["openapi"].startswith("3.1")
    validate(described, base_uri=(site / "api/v1/openapi.json").as_uri())
    files = {file.relative_to(site).as_posix() for file in site.rglob("*.*")}
    ids = {
        "id": [*library.items, *renamed_ids(library)],
        "table": [table.id for table in library.all(SurveyTable)],
        "section": [section.id for section in library.all(Section)],
    }
    seen: set[str] = set()
    for path, operations in described["paths"].items():
        base = operations.get("servers", described["servers"])[0]["url"].lstrip("/")
        parameters = {one["name"]: one["schema"] for one in operations["get"].get("parameters", ())}
        assert ("404" in operations["get"]["responses"]) == bool(parameters) == ("{" in path), path
        matching = re.escape(posixpath.join(base, path.lstrip("/")))
        for name, schema in parameters.items():
            values = schema.get("enum") or ids.get(name, ["[0-9]+"])
            matching = matching.replace(re.escape(f"{{{name}}}"), f"(?P<{name}>{'|'.join(values)})")
        found = {match[0]: match for file in files if (match := re.fullmatch(matching, file))}
        for name, schema in parameters.items():
            if name not in {"number", "section"}:  # not every section has a table
                values = schema.get("enum") or ids[name]
                assert {match[name] for match in found.values()} == {*values}, (path, name)
        assert found, path
        assert not seen & found.keys(), path
        seen |= found.keys()
    data = {file for file in files if re.match(r"api/|(survey|topics)/data/|feed\.xml", file)}
    assert {file for file in data - seen if (site / file).is_file()} == {"api/v1/openapi.json"}
    calls = [operations["get"]["operationId"] for operations in described["paths"].values()]
    assert all(re.fullmatch("[a-z][A-Za-z]+", call) for call in calls)
    assert len(calls) == len(set(calls))


def test_the_description_says_whose_the_data_is(api: Path) -> None:
    licence = loaded(api / "openapi.json")["info"]["license"]
    assert "もとの資料の権利は、それぞれの権利者に" in licence["name"]
    assert "content/ の文章は、このライセンスの対象ではありません" in (
        PROJECT / "NOTICE"
    ).read_text("utf-8")


# Feeds, sitemap and other machine-readable files


class Rendered(Mapping[str, bytes]):
    """Rendered files by path; assets are made when asked for."""

    def __init__(self, pages: Iterable[Page], assets: Iterable[Asset]) -> None:
        self._html = {page.path: page.html.encode() for page in pages}
        self._assets = {asset.path: asset for asset in assets}

    @override
    def __getitem__(self, path: str) -> bytes:
        return self._html[path] if path in self._html else self._assets[path].data

    @override
    def __iter__(self) -> Iterator[str]:
        return chain(self._html, self._assets)

    @override
    def __len__(self) -> int:
        return len(self._html) + len(self._assets)


def rendered(
    content: Path,
    url: str = WEB,
    docs: Path | None = DOCS,
    *,
    name: str = "書名",
    folders: bool = True,
) -> Rendered:
    """Return all files of a content folder but those of the search index."""
    none = search_scripts.Index("assets/search/", {})
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(search_scripts, "begin", lambda _: lambda: none)
        settings = Settings(name, ICONS, folders, url, docs=docs)
        pages, assets, last = render(open_library(content), settings)
        return Rendered(pages, [*assets, *last()])


def _copy_assets(root: Path) -> None:
    """Write the scripts and styles of the project to a folder, without hashes in their names."""
    shutil.copytree(PROJECT / "docs/assets", root / "assets")
    for path, asset in static_files(PROJECT / "docs").items():
        (root / path).write_bytes(asset.data)


@pytest.fixture(scope="module")
def files(small_content: Path) -> Rendered:
    """The rendered files of the small content, with a site address."""
    return rendered(small_content)


ATOM = {"a": "http://www.w3.org/2005/Atom"}


def feed_of(files: Rendered) -> Xml.Element:
    return Xml.fromstring(files["feed.xml"])  # noqa: S314 - our own


def test_feed_tells_of_practices_latest_first(library: Library, files: Rendered) -> None:
    feed = feed_of(files)
    entries = feed.findall("a:entry", ATOM)
    dates = [entry.findtext("a:updated", "", ATOM) for entry in entries]
    assert len(entries) == min(50, len(library.all(Practice)))
    assert dates == sorted(dates, reverse=True)
    assert feed.findtext("a:updated", "", ATOM) == dates[0]
    links = {link.get("href") for link in feed.findall("a:entry/a:link", ATOM)}
    assert links <= {f"{WEB}id/{practice.id}/" for practice in library.all(Practice)}
    assert len(links) == len(entries)
    assert [link.get("href") for link in feed.findall("a:link", ATOM)] == [f"{WEB}feed.xml", WEB]


def test_feed_is_valid_atom(files: Rendered) -> None:
    atom = etree.RelaxNG(file=str(FIXTURES / "atom.rng"))
    feed = etree.fromstring(files["feed.xml"])
    assert atom.validate(feed), atom.error_log
    for updated in feed.findall("a:entry/a:updated", ATOM):
        updated.text = updated.text[:10]  # a date without a time
    assert not atom.validate(feed)


def test_feed_says_what_is_new_and_what_was_reviewed(content: Path) -> None:
    (content / "practices").mkdir()
    for name, reviewed in (("new-letters", "2026-11-01"), ("old-letters", "2026-11-02")):
        text = practice_text(name, added="2026-11-01", reviewed=reviewed)
        (content / f"practices/{name}.yml").write_text(text, encoding="utf-8")
    old, new = feed_of(rendered(content)).findall("a:entry", ATOM)
    for entry, title, term in (
        (old, "見直した: 手紙を届ける old-letters", "reviewed"),
        (new, "新しく加わった: 手紙を届ける new-letters", "added"),
    ):
        assert entry.findtext("a:title", "", ATOM) == title
        news, *tags = entry.findall("a:category", ATOM)
        assert (news.get("term"), news.get("label")) == (term, title.partition(":")[0])
        assert {tag.get("scheme") for tag in tags} == {None} != {news.get("scheme")}


def test_feed_ends_after_the_latest_fifty(content: Path) -> None:
    (content / "practices").mkdir()
    for number in range(1, 52):
        reviewed = f"2026-11-{number % 25 + 2:02}" if number < 51 else "2026-11-01"
        text = practice_text(f"letters-{number:02}", reviewed=reviewed)
        (content / f"practices/letters-{number:02}.yml").write_text(text, encoding="utf-8")
    feed = feed_of(rendered(content))
    titles = [entry.findtext("a:title", "", ATOM) for entry in feed.findall("a:entry", ATOM)]
    assert len(titles) == 50
    assert not any("letters-51" in title for title in titles)


def test_ids_in_the_feed_stay_wherever_the_site_moves(content: Path, files: Rendered) -> None:
    (content / "practices").mkdir()
    file = content / "practices/weekly-letters.yml"
    file.write_text(practice_text("weekly-letters"), encoding="utf-8")
    here, there = feed_of(rendered(content, "")), feed_of(rendered(content))
    ids = [each.text for each in here.iter(f"{{{ATOM['a']}}}id")]
    assert ids == [each.text for each in there.iter(f"{{{ATOM['a']}}}id")]
    assert ids == [  # as feed readers know them
        "urn:uuid:087261d2-97d4-5a1f-b674-28ca23a5b5c1",
        "urn:uuid:f76df237-5a09-545d-9f99-b2ec248d482e",
    ]
    links = [link.get("href") for link in here.iter(f"{{{ATOM['a']}}}link")]
    assert links == ["feed.xml", "./", "id/weekly-letters/"]
    every = [each.text or "" for each in feed_of(files).iter(f"{{{ATOM['a']}}}id")]
    assert len(set(every)) == len(every)
    assert all(uuid.UUID(one.removeprefix("urn:uuid:")).urn == one for one in every)


def test_map_of_the_site_holds_every_page_in_full(files: Rendered) -> None:
    space = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
    found = [loc.text for loc in Xml.fromstring(files["sitemap.xml"]).iter(f"{space}loc")]  # noqa: S314
    assert all(url and url.startswith(WEB) for url in found)
    assert {f"{WEB}scenes/1/", WEB, f"{WEB}practices/letters-at-home/"} <= set(found)
    assert {f"{WEB}about/", f"{WEB}hosting/", f"{WEB}contribute/search-words/"} <= set(found)
    pages = {
        one.removesuffix("index.html") for one in files if one.startswith(("scenes/", "tags/"))
    }
    assert {f"{WEB}{page}/" for page in pages if re.fullmatch(r"\w+/\w+", page)} <= set(found)
    assert len(found) == len(set(found))
    assert not list(Xml.fromstring(rendered(CONTENT_OK, "", None)["sitemap.xml"]))  # noqa: S314


def test_texts_for_programs_lead_to_pages(files: Rendered) -> None:
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
    content = CONTENT_OK
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


@pytest.fixture(scope="module")
def documents(site: Path) -> dict[Path, Document]:
    return read_all(site)


def test_every_listed_address_resolves(
    site: Path, library: Library, documents: dict[Path, Document]
) -> None:
    listed = release.addresses(site)
    assert {f"id/{entry}/" for entry in library.items} <= set(listed)
    for line in listed:
        file, anchor = link_target(site / "index.html", line or "./", site)
        assert file.is_file(), line
        if anchor:
            document = documents[file]
            # The stub at a former page passes anchors on.
            passed_on = ("data-new", "") in document.attributes
            assert anchor in document.ids or passed_on or OPTIONAL_HEADING.fullmatch(anchor), line


def test_every_file_with_a_name_of_its_own_is_listed(site: Path, library: Library) -> None:
    files = {file.relative_to(site).as_posix() for file in site.rglob("*") if file.is_file()}
    of_entries = {
        path
        for one in (*library.items, *renamed_ids(library))
        for path in (f"api/v1/entries/{one}.json", f"id/{one}/qr.svg")
    }
    assert of_entries <= files  # derived from the addresses under id/
    # Files for hosts, and files that only the site's pages name.
    other = {file for file in files if re.match(r"_|assets/|sitemap\.xml\.gz|.*\.html$", file)}
    assert files - of_entries - other == {line for line in release.addresses(site) if "." in line}


def test_whatever_a_page_leads_to_is_listed(site: Path, documents: dict[Path, Document]) -> None:
    listed = set(release.addresses(site))
    for file, document in documents.items():
        for link in document.links:
            if link.startswith(("http:", "https:", "mailto:", "tel:")):
                continue
            there, anchor = link_target(file, link, site)
            page = there.relative_to(site).as_posix().removesuffix("index.html")
            # The QR code of a lasting address is listed with it.
            if anchor not in SHELL_IDS and not page.endswith("/qr.svg"):
                assert (f"{page}#{anchor}" if anchor else page) in listed, (file, link)


DAY = {"type": "string", "format": "date"}
WORD = {"type": "string", "enum": ["い", "あ"]}
COLUMNS = ("id", "語", "読み")
PATHS = ("/a.json", "/b/{id}.json")


def promise(  # noqa: PLR0913 - one for each kind of promise
    kind: str = "note",
    day: dict[str, Any] = DAY,
    word: dict[str, Any] = WORD,
    *,
    constant: str = "note",
    required: tuple[str, ...] = ("day",),
    columns: tuple[str, ...] = COLUMNS,
    paths: tuple[str, ...] = PATHS,
) -> dict[str, Any]:
    """Return minimal open data: one entry, n1, one schema, one table and some paths."""
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
    assert release.broken_promises(promise(), now) == faults


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
    assert release.broken_promises(promise(), now) == []
    assert release.broken_promises(promise(required=()), now) == []


@pytest.fixture(scope="module")
def shown(site: Path, documents: dict[Path, Document]) -> dict[str, set[str]]:
    """Return the anchors of the built pages by address, those of permalinks left out."""
    return {
        file.relative_to(site).as_posix().removesuffix("index.html"): {*document.ids}
        for file, document in documents.items()
        if file.name != "404.html" and ("class", "permalink") not in document.attributes
    }


def test_check_renders_only_what_redirects_name(content: Path) -> None:
    redirect = "- {from: scenes/9/, to: scenes/1/#s1-h01}\n"
    (content / "redirects.yml").write_text(redirect, encoding="utf-8")
    library = open_library(content)
    pages = all_pages(Site(library, Settings()))
    assert not list(redirect_errors(library, pages, promised(library, pages)))
    assert [page.path for page in pages if "html" in vars(page)] == ["scenes/1"]


# What redirects.yml and retired.yml of the small content say of anchors on pages that are there.
FORMER = {"former", "s1-h07", "s1-h08", "s1-h09"}


def test_check_knows_every_page_and_anchor_that_is_shown(
    library: Library, shown: dict[str, set[str]]
) -> None:
    pages = all_pages(Site(library, Settings(docs=DOCS)))
    known = promised(library, pages).union(*map(anchors, pages))
    assert {one for one in promised(library, pages) if "#" not in one} == {
        *shown,
        *(f"id/{entry}/" for entry in library.items),
    }
    for page, ids in shown.items():
        there = {anchor.partition("#")[2] for anchor in known if anchor.startswith(f"{page}#")}
        # Anchors that begin with __ are the theme's; no redirect can name them.
        missing = {one for one in ids - there if not one.startswith("__")}
        assert missing <= SHELL_IDS | FORMER, (
            f"{page}: give every heading of a page in docs/ its anchor"
        )
        assert there <= ids, page


REDIRECTS = """\
- from: scenes/8/
  to: scenes/1/#s1-h01
- from: scenes/9/
  to: scenes/1/
- from: scenes/9/#s9-h01
  to: scenes/1/#s1-h01
- from: scenes/9/#s9-h02
  to: scenes/1/
- from: scenes/1/#s1-h99
  to: scenes/1/#s1-h02
"""


def test_former_addresses_lead_on(content: Path) -> None:
    (content / "redirects.yml").write_text(REDIRECTS, encoding="utf-8")
    found = rendered(content)
    stub = found["scenes/9/index.html"].decode()
    assert '<a data-new target="_top" href="../1/">' in stub
    assert '<a id="s9-h01" target="_top" href="../1/#s1-h01">' in stub
    assert '<noscript><meta http-equiv="refresh" content="0; url=../1/"></noscript>' in stub
    assert '<li id="s1-h99"><a href="#s1-h02">' in found["scenes/1"].decode()
    assert found["_redirects"] == b"/scenes/8/ /scenes/1/#s1-h01 301\n"
    listed = found["api/v1/addresses.txt"].decode().split()
    assert {"scenes/9/", "scenes/9/#s9-h01", "scenes/1/#s1-h99"} <= set(listed)


def codes(content: Path, *lines: tuple[str, str]) -> list[str]:
    """Return the error codes that these redirects cause."""
    redirect(content, *lines)
    return [error.code for error in errors_found(content, DOCS)]


def redirect(content: Path, *lines: tuple[str, str]) -> None:
    text = "".join(f'- from: "{old}"\n  to: "{new}"\n' for old, new in lines)
    (content / "redirects.yml").write_text(text, encoding="utf-8")


@pytest.mark.parametrize(
    "old",
    [
        *("about/", "about/#cite", "hosting/", "accessibility/", "contribute/search-words/"),
        *("scenes/1/worksheet/", "scenes/1/facilitator/", "scenes/1/training/#notes"),
        *("scenes/1/#hints", "scenes/1/#main", "scenes/1/#moved", "about/#announcer", "#scenes"),
        *("", "search/#search-input", "survey/data/q01-by-size-wide.csv"),
    ],
)
def test_nothing_leads_away_from_what_is_there(content: Path, old: str) -> None:
    new = "survey/data/q02-by-size-wide.csv" if old.endswith(".csv") else "scenes/"
    assert codes(content, (old, new)) == ["redirect-taken"]


@pytest.mark.parametrize(
    "old",
    [
        *("assets/css/", "404/", "index/", "scenes/index/", "id/s1-h01/#former", "id/index.html"),
        *("assets/old.csv", "assets/css/old.css"),
    ],
)
def test_nothing_is_put_where_nothing_can_stand(content: Path, old: str) -> None:
    new = f"x{suffix(old)}" if suffix(old) else "scenes/"
    assert codes(content, (old, new)) == ["address-reserved"]


@pytest.mark.parametrize(
    "new",
    [
        *("", "#scenes", "about/", "about/#cite", "accessibility/#results", "id/s1-h01/"),
        *("scenes/1/worksheet/", "scenes/1/#hints", "scenes/1/#s1-h01", "search/#search-input"),
    ],
)
def test_all_that_is_there_may_be_led_to(content: Path, new: str) -> None:
    assert codes(content, ("old/", new)) == []
    gone = f"{new.partition('#')[0]}#not-there"
    assert codes(content, ("old/", gone)) == ["redirect-nowhere"]


def test_the_data_of_a_page_may_move(content: Path) -> None:
    old, new = "survey/data/q01-by-town-wide.csv", "survey/data/q01-by-size-wide.csv"
    redirect(content, (old, new))
    found = rendered(content)
    assert found[old] == found[new]
    assert found["_redirects"].decode() == f"/{old} /{new} 301\n"
    assert old in found["api/v1/addresses.txt"].decode().split()
    assert codes(content, (old, "survey/data/q99-by-size-wide.csv")) == ["redirect-nowhere"]
    assert codes(content, (old, "survey/")) == ["redirect-kind"]
    assert codes(content, ("survey/q99/", new)) == ["redirect-kind"]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("id/s1-h99/qr.svg", "id/s1-h01/qr.svg"),
        ("api/v1/entries/s1-h99.json", "api/v1/entries/s1-h01.json"),
        ("api/v1/types/letter.json", "api/v1/types/hint.json"),
        ("hints.csv", "api/v1/hints.csv"),
        ("news/feed.xml", "feed.xml"),
        ("old.txt", "llms.txt"),
    ],
)
def test_a_file_of_any_kind_may_move(content: Path, old: str, new: str) -> None:
    redirect(content, (old, new))
    found = rendered(content)
    assert found[old] == found[new]
    assert f"/{old} /{new} 301\n" in found["_redirects"].decode()
    assert codes(content, (new, new)) == ["redirect-taken"]


def test_a_renamed_id_keeps_its_page_and_its_files(content: Path) -> None:
    redirect(content, ("id/s1-h99/", "id/s1-h01/"))
    found = rendered(content)
    assert b'<a data-new target="_top" href="../s1-h01/">' in found["id/s1-h99/index.html"]
    assert found["_redirects"] == b"/id/s1-h99/ /id/s1-h01/ 301\n"
    for name in ("id/{}/qr.svg", "api/v1/entries/{}.json"):
        assert found[name.format("s1-h99")] == found[name.format("s1-h01")]
    assert codes(content, ("id/s1-h99/", "scenes/1/")) == ["redirect-kind"]
    assert codes(content, ("id/s1-h01/", "id/s1-h02/")) == ["redirect-taken"]
    assert codes(content, ("id/s1-h99/", "id/s1-h98/")) == ["redirect-nowhere"]


def test_an_address_under_id_leads_to_where_its_entry_stands(content: Path) -> None:
    redirect(content, ("old/", "id/s1-h01/"), ("scenes/1/#s1-h99", "id/s1-h02/"))
    found = rendered(content)
    assert b'<a data-new target="_top" href="../scenes/1/#s1-h01">' in found["old/index.html"]
    assert b'<li id="s1-h99"><a href="#s1-h02">' in found["scenes/1"]
    assert found["_redirects"] == b"/old/ /scenes/1/#s1-h01 301\n"


def test_the_command_knows_the_pages_written_by_hand(
    content: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copytree(DOCS, content.parent / "docs")
    redirect(content, ("old/", "about/#cite"))
    assert main(["check", str(content)]) == 0
    redirect(content, ("hosting/", "about/#cite"))
    assert main(["check", str(content)]) == 1
    assert "content/redirects.yml:1:9: [redirect-taken] 「hosting/」" in capsys.readouterr().out


def test_what_a_page_written_by_hand_has_lost_leads_on_from_its_end(content: Path) -> None:
    redirect(content, ("about/#former", "accessibility/"), ("scenes/1/#gone", "about/#cite"))
    found = rendered(content)
    assert '<li id="former"><a href="../accessibility/">' in found["about"].decode()
    assert '<li id="gone"><a href="../../about/#cite">' in found["scenes/1"].decode()
    assert "about/index.html" not in found


def test_a_former_page_keeps_the_query_and_the_fragment(
    content: Path, tmp_path: Path, visit: Callable[..., BrowserPage]
) -> None:
    (content / "redirects.yml").write_text(REDIRECTS, encoding="utf-8")
    root = tmp_path / "site"
    for path, data in rendered(content).items():
        if path == "scenes/9/index.html":
            (root / path).parent.mkdir(parents=True)
            (root / path).write_bytes(data)
    (root / "scenes/1").mkdir()
    (root / "scenes/1/index.html").write_text('<!doctype html><link rel="icon" href="data:,">')
    _copy_assets(root)
    with serve(root) as address:
        page = visit("scenes/9/", root=address)
        expect(page).to_have_url(f"{address}scenes/1/")
        for old, new in (
            *(("#s1-h02", "#s1-h02"), ("#s9-h01", "#s1-h01"), ("#s9-h02", ""), ("#%", "#%")),
            ("?theme=visit", "?theme=visit"),
            ("?a=1&b=%E3%81%82#s9-h01", "?a=1&b=%E3%81%82#s1-h01"),
        ):
            page.goto(f"{address}scenes/9/{old}")
            expect(page).to_have_url(f"{address}scenes/1/{new}")


# Retired entries

RETIRED = """\
- id: weekly-letters
  address: practices/weekly-letters/
  date: 2026-11-20
  reason: 掲載の許可が取り下げられました。
- id: [q03, q03-by-size]
  address: [survey/q03/, survey/data/q03-by-size-wide.csv]
  date: 2026-11-21
  reason: 数字の誤りが分かりました。
  instead: survey/q01/
- id: s1-h99
  address: scenes/1/#s1-h99
  date: 2026-11-21
  reason: 同じ内容のヒントに合わせました。
  instead: id/s1-h02/
"""


def take_down(content: Path, text: str = RETIRED) -> None:
    (content / "retired.yml").write_text(text, encoding="utf-8")


def test_what_was_taken_down_says_why_where_it_stood(content: Path) -> None:
    take_down(content)
    found = rendered(content)
    for page, near in (
        ("practices/weekly-letters", "../"),
        ("id/weekly-letters", "../../practices/"),
    ):
        html = found[f"{page}/index.html"].decode()
        assert "<h1>この項目は、取り下げました</h1>" in html
        assert "<p>掲載の許可が取り下げられました。（2026年11月20日）</p>" in html
        assert '<meta name="robots" content="noindex">' in html
        assert "refresh" not in html
        assert "data-new" not in html
        assert f'<a target="_top" href="{near}">近い内容の一覧へ</a>' in html
        assert '<a target="_top" href="../../search/">' in html
    for page in ("survey/q03/index.html", "id/q03/index.html", "id/q03-by-size/index.html"):
        assert '/q01/">代わりに読めるところへ</a>' in found[page].decode()
    assert (
        '<li id="s1-h99">この項目（s1-h99）は、取り下げました。同じ内容のヒントに合わせました。'
        ' <a href="#s1-h02">代わりに読めるところ</a></li>'
    ) in found["scenes/1"].decode()
    assert b'<a target="_top" href="../../scenes/1/#s1-h02">' in found["id/s1-h99/index.html"]
    assert "survey/data/q03-by-size-wide.csv" not in found
    assert found["_redirects"] == b""


def test_the_data_says_what_was_taken_down(content: Path) -> None:
    take_down(content)
    found = rendered(content)
    gone = json.loads(found["api/v1/retired.json"])
    assert [entry["id"] for entry in gone] == ["weekly-letters", "q03", "q03-by-size", "s1-h99"]
    assert gone[2] == {
        "id": "q03-by-size",
        "date": "2026-11-21",
        "reason": "数字の誤りが分かりました。",
        "addresses": ["survey/q03/", "survey/data/q03-by-size-wide.csv"],
        "instead": "survey/q01/",
    }
    schema = json.loads(found["api/v1/schemas/retired.json"])
    validator = jsonschema.Draft202012Validator(schema)
    assert [*map(validator.is_valid, gone)] == [True] * 4
    listed = set(found["api/v1/addresses.txt"].decode().split("\n"))
    assert {"practices/weekly-letters/", "id/q03-by-size/", "scenes/1/#s1-h99"} <= listed
    assert "survey/data/q03-by-size-wide.csv" not in listed


def test_no_promise_is_broken_by_what_says_that_it_was_taken_down(
    content: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def released(name: str) -> Path:
        for path, data in rendered(content).items():
            if path.startswith("api/"):
                file = tmp_path / name / path
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_bytes(data)
        return tmp_path / name

    first = released("first")
    promised, data = release.addresses(first), release.data(first)
    (content / "survey/q02.yml").unlink()
    (content / "survey/data/q02-by-size.csv").unlink()
    unannounced = released("unannounced")
    gone = {line for line in promised if "q02" in line}
    assert {"survey/q02/", "survey/q02/#findings", "survey/data/q02-by-size-tidy.csv"} < gone
    assert set(release.missing_addresses(promised, unannounced)) == gone
    missing = ["the entry q02 was a survey, is gone"]
    missing += ["the entry q02-by-size was a survey-table, is gone"]
    assert release.broken_promises(data, release.data(unannounced)) == missing
    files = sorted(line for line in gone if "." in line)
    take_down(
        content,
        f"- {{id: [q02, q02-by-size], address: [survey/q02/, {', '.join(files)}], "
        "date: 2026-11-21, reason: 数字の誤りが分かりました。}\n",
    )
    announced = released("announced")
    assert release.missing_addresses(promised, announced) == []
    assert release.broken_promises(data, release.data(announced)) == []
    # The retirement must not be removed later.
    assert release.broken_promises(release.data(announced), release.data(unannounced)) == [
        f"the entry {one} was a retired, is gone" for one in ("q02", "q02-by-size")
    ]
    assert set(release.missing_addresses(release.addresses(announced), unannounced)) == {
        line for line in gone if "#" not in line and "." not in line
    }
    # The lock files only grow.
    for name in ("ADDRESSES", "DATA"):
        monkeypatch.setattr(release, name, tmp_path / name)
    assert [release.main(first), release.main(announced)] == [0, 0]
    assert set(promised) <= set(release.ADDRESSES.read_text("utf-8").split("\n"))
    assert release.main(unannounced) == 1


@pytest.mark.parametrize(
    ("old", "new", "code", "place"),
    [
        ("id: weekly-letters", "id: s1-h01", "redirect-taken", "1:7"),
        ("q03-by-size]", "weekly-letters]", "duplicate-redirect", "5:13"),
        ("practices/weekly-letters/", "scenes/1/", "redirect-taken", "2:12"),
        ("practices/weekly-letters/", "survey/q03/", "duplicate-redirect", "6:13"),
        ("scenes/1/#s1-h99", "scenes/1/#hints", "redirect-taken", "11:12"),
        ("scenes/1/#s1-h99", "scenes/9/#s1-h99", "redirect-homeless", "11:12"),
        ("scenes/1/#s1-h99", "id/s1-h99/", "address-reserved", "11:12"),
        ("instead: survey/q01/", "instead: survey/q99/", "redirect-nowhere", "9:12"),
        ("instead: survey/q01/", "instead: survey/q03/", "redirect-chain", "9:12"),
        ("survey/q01/", "survey/data/q01-by-size-wide.csv", "redirect-kind", "9:12"),
        ("[survey/q03/, ", "[survey/q03/, survey/q03/, ", "duplicate-redirect", "6:26"),
        (
            "reason: 数字の誤りが分かりました。",
            "reason: 治すための例でした。",
            "unkind-word",
            "8:11",
        ),
    ],
)
def test_what_cannot_have_been_taken_down_is_named(
    content: Path, old: str, new: str, code: str, place: str
) -> None:
    text = RETIRED.replace(old, new, 1)
    assert text != RETIRED
    take_down(content, text)
    errors = [(error.code, str(error.place)) for error in errors_found(content, DOCS)]
    assert errors == [(code, f"content/retired.yml:{place}")]


def test_an_old_redirect_may_lead_to_what_was_taken_down_since(content: Path) -> None:
    redirect(content, ("practices/letters/", "practices/weekly-letters/"))
    take_down(content)
    stub = rendered(content)["practices/letters/index.html"]
    assert b'<a data-new target="_top" href="../weekly-letters/">' in stub
    file = "survey/data/q03-by-size-wide.csv"  # without an entry in retired.yml
    assert codes(content, ("survey/data/q03-by-town-wide.csv", file)) == ["redirect-chain"]


def test_a_former_page_says_which_of_its_entries_were_taken_down(
    content: Path, tmp_path: Path, visit: Callable[..., BrowserPage]
) -> None:
    redirect(content, ("scenes/9/", "scenes/1/"))
    take_down(content, RETIRED.replace("scenes/1/#s1-h99", "scenes/9/#s1-h99"))
    found = rendered(content)
    assert found["_redirects"] == b""  # only the page's script can distinguish the anchors
    root = tmp_path / "site"
    (root / "scenes/9").mkdir(parents=True)
    (root / "scenes/9/index.html").write_bytes(found["scenes/9/index.html"])
    _copy_assets(root)
    with serve(root) as address:
        page = visit("scenes/9/#s1-h99", root=address)
        expect(page.locator("#s1-h99")).to_contain_text("同じ内容のヒントに合わせました。")
        expect(page).to_have_url(f"{address}scenes/9/#s1-h99")


def test_a_page_that_says_what_was_taken_down_can_be_read_by_all(
    content: Path, tmp_path: Path, visit: Callable[..., BrowserPage]
) -> None:
    take_down(content)
    root = tmp_path / "site/id/weekly-letters"
    root.mkdir(parents=True)
    (root / "index.html").write_bytes(rendered(content)["id/weekly-letters/index.html"])
    _copy_assets(tmp_path / "site")
    with serve(tmp_path / "site") as address:
        page = visit("id/weekly-letters/?embed", root=address)
        assert_accessible_and_fits(page)
        expect(page).to_have_url(f"{address}id/weekly-letters/?embed")
