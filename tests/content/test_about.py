"""The page about the site lists everything that is stored on the device, and the open data."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from hintbook.render.exports.csv_tables import tables
from tests.support.site_build import PROJECT
from tools.links import read

if TYPE_CHECKING:
    from pathlib import Path

SCRIPTS = PROJECT / "docs/assets/js"
# Matches scripts that use storage directly or by the helpers of shared.js.
STORES = re.compile(r"\b(local|session)Storage\b|\b(keep|load)\b[^}]*\} = window\.hintbook;")


def test_all_that_stays_on_the_device_is_told(site: Path) -> None:
    page = (site / "about/index.html").read_text("utf-8")
    told = {key for keys in re.findall('<li data-keeps="(.+?)">', page) for key in keys.split()}
    found = set()
    for file in SCRIPTS.rglob("*.js"):
        code = file.read_text(encoding="utf-8")
        keys = set(re.findall(r"[\"'`](hintbook\.[\w.-]+)", code))
        assert bool(keys) == bool(STORES.search(code)) or file.stem == "shared", file
        assert not re.search(r"\b(indexedDB|caches|serviceWorker|document\.cookie)\b", code), file
        found |= keys
    assert told == found


def test_the_page_about_the_site_leads_to_the_data(site: Path, offline_site: Path) -> None:
    files = {f"api/v1/{name}.csv" for name in (export.name for export, _ in tables())}
    on_the_web = {"api/v1/entries.json", "api/v1/openapi.json", "feed.xml"}
    data = ("api/", "../api/", "feed", "../feed")
    linked = {link for link in read(site / "about/index.html").links if link.startswith(data)}
    assert linked == {f"../{file}" for file in files | on_the_web}
    assert {
        link for link in read(offline_site / "about.html").links if link.startswith(data)
    } == files
