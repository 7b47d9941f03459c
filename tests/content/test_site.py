"""The built site: all texts of the content are on its pages, all links resolve."""

from __future__ import annotations

import json
import os
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from hintbook.model import Concept
from hintbook.model.base.fields import is_id
from hintbook.render.address import address, file_of, permalink
from hintbook.render.publish.redirects import former_addresses
from hintbook.render.text import paragraphs
from tests.support.site_build import PROJECT, without_whitespace
from tools import release
from tools.links import Document, broken_links, link_target, read_all

if TYPE_CHECKING:
    from hintbook.library import Library


# Types whose anchor is on the heading, with the text after it.
ANCHOR_ON_HEADING = {
    "checklist-part",
    "concept",
    "difficulty-group",
    "hint-group",
    "method-kind",
    "section",
    "story-part",
    "survey-table",
}


# Ids of entries with pages of their own, released before ids were reserved.
RELEASED_IDS = {"hints", "training"}


@pytest.fixture(scope="module")
def documents(site: Path) -> dict[Path, Document]:
    return read_all(site)


def test_every_link_and_anchor_resolves(site: Path, documents: dict[Path, Document]) -> None:
    assert broken_links(site, documents) == []


def test_every_link_of_the_copy_from_disk_resolves(offline_site: Path) -> None:
    documents = read_all(offline_site)
    assert broken_links(offline_site, documents) == []
    folders = [
        (file, link)
        for file, document in documents.items()
        for link in document.links
        if "//" not in link and (link.partition("#")[0].endswith("/") or link in {".", ".."})
    ]
    assert folders == []


def test_nothing_is_loaded_from_elsewhere(documents: dict[Path, Document]) -> None:
    assert [
        (file, load)
        for file, document in documents.items()
        for load in document.loads
        if "//" in load.removeprefix("data:")
    ] == []


def test_of_the_theme_only_what_pages_load_is_published(
    site: Path, documents: dict[Path, Document]
) -> None:
    theme = Path(str(files("material"))) / "templates"
    assets = (file.relative_to(site) for file in (site / "assets").rglob("*") if file.is_file())
    published = {asset.name for asset in assets if (theme / asset).is_file()}
    loads = (load for document in documents.values() for load in document.loads)
    assert published
    assert published <= {load.rpartition("/")[2] for load in loads}


def test_ids_are_sound_and_used_once(documents: dict[Path, Document]) -> None:
    for file, document in documents.items():
        assert len(document.ids) == len(set(document.ids)), file
        assert all(name and not any(map(str.isspace, name)) for name in document.ids), file


def test_ids_that_no_entry_has_are_reserved(
    site: Path,
    documents: dict[Path, Document],
    library: Library,
    small_site: Path,
    small_library: Library,
) -> None:
    """An entry with the id of an element would be taken for it."""
    docs = PROJECT / "docs"
    by_hand = {
        f"{page.relative_to(docs).with_suffix('')}/index.html" for page in docs.rglob("*.md")
    }
    for root, pages, known in (
        (site, documents, library),
        (small_site, read_all(small_site), small_library),
    ):
        own = {text.partition("#")[2] for text, _ in former_addresses(known)} | known.items.keys()
        own |= {f"{concept.id}-steps" for concept in known.all(Concept)} | RELEASED_IDS
        for file, document in pages.items():
            assert len(document.ids) == len(set(document.ids)), file
            if file.relative_to(root).as_posix() not in by_hand:
                assert {name for name in document.ids if is_id(name)} <= own, file


def test_no_inline_handlers_styles_or_scripts(documents: dict[Path, Document]) -> None:
    for file, document in documents.items():
        names = {name for name, _ in document.attributes}
        assert not [name for name in names if name.startswith("on") or name == "style"], file
        assert document.inline == 0, file


def test_headings_step_down_one_by_one(documents: dict[Path, Document]) -> None:
    for file, document in documents.items():
        assert document.headings.count(1) == 1, file
        steps = zip([0, *document.headings], document.headings, strict=False)
        assert all(now <= before + 1 for before, now in steps), (file, document.headings)


def test_the_foot_of_every_page_leads_to_the_notice_for_when_life_is_in_danger(
    library: Library, site: Path, documents: dict[Path, Document]
) -> None:
    notice = site / "urgent/index.html"
    with_foot = [
        file for file, one in documents.items() if ("class", "site-footer") in one.attributes
    ]
    assert len(with_foot) > 1000
    for file in with_foot:
        links = [link for link in documents[file].links if link.endswith(("urgent/", "./"))]
        linked = {link_target(file, link, site)[0] for link in links}
        assert (notice in linked) == (library.urgent is not None), file


def test_every_page_has_its_policy_and_language(documents: dict[Path, Document]) -> None:
    for file, document in documents.items():
        assert ("lang", "ja") in document.attributes, file
        assert any("default-src 'none'" in value for _, value in document.attributes), file
        assert not any("unsafe-inline" in value for _, value in document.attributes), file


def test_every_text_stands_on_its_page_as_written(
    library: Library, site: Path, documents: dict[Path, Document]
) -> None:
    for item in library.items.values():
        page, anchor = address(library, item.entry)
        document = documents[site / file_of(page, folders=True)]
        if anchor:
            assert anchor in document.ids
        inside = anchor and item.entry.type not in ANCHOR_ON_HEADING
        shown = without_whitespace(document.texts[anchor] if inside else document.text)
        shown = shown.replace("不明※", "原資料で判読不能")  # the footnote's mark
        for text in (*item.entry.texts(), *getattr(item.entry, "asked_as", ())):
            for part in paragraphs(text):
                for piece in part.split():
                    assert without_whitespace(piece) in shown, (item.entry.id, piece)


def test_every_entry_has_its_permanent_page(
    library: Library, site: Path, documents: dict[Path, Document]
) -> None:
    for item in library.items.values():
        file = site / file_of(permalink(item.entry).page, folders=True)
        document = documents[file]
        shown = without_whitespace(document.text)
        for text in item.entry.texts():
            assert without_whitespace(text) in shown
        page, anchor = address(library, item.entry)
        ends = {link_target(file, link, site) for link in document.links}
        assert (site / file_of(page, folders=True), anchor) in ends


def test_entries_are_open_data(library: Library, site: Path) -> None:
    entries = json.loads((site / "api/v1/entries.json").read_text(encoding="utf-8"))
    assert [entry["id"] for entry in entries] == list(library.items)
    assert all(
        set(entry) == {"id", "type", "title", "url", "text", "tags", "sources"} for entry in entries
    )


def test_no_path_of_this_machine_is_published(site: Path) -> None:
    here = os.fsencode(PROJECT)
    files = (p for p in site.rglob("*") if p.suffix in {".html", ".json", ".js", ".css", ".xml"})
    assert [p for p in files if here in p.read_bytes()] == []


def test_released_addresses_answer_for_ever(site: Path) -> None:
    released = release.ADDRESSES.read_text(encoding="utf-8").split("\n")[:-1]
    assert release.missing_addresses(released, site) == [], (
        "say in redirects.yml or retired.yml what became of it"
    )
    assert "feed.xml" in released


def test_released_data_keeps_its_shape(site: Path) -> None:
    assert (
        release.broken_promises(json.loads(release.DATA.read_text("utf-8")), release.data(site))
        == []
    )
