"""The packed offline site: the zip, and its pages opened from disk.

It holds small content; tests/weekly/ packs the project's own.
"""

from __future__ import annotations

import filecmp
import hashlib
import re
import subprocess
import sys
import tomllib
from typing import TYPE_CHECKING
from zipfile import ZipFile

import pytest
from playwright.sync_api import expect

from hintbook import __version__
from hintbook.model import Hint, Practice
from hintbook.render.publish.offline import README, is_sound
from tests.support.pages import assert_accessible_and_fits
from tests.support.site_build import NO_INDEX, PROJECT, build, serve
from tools import offline
from tools.links import broken_links, link_target, read

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import Page

    from hintbook.library import Library

TOP = f"hintbook-{__version__}"


@pytest.fixture(scope="module")
def packed(offline_site: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("dist")
    offline.main(offline_site, folder)
    return folder / "hintbook.zip"


@pytest.fixture(scope="module")
def unpacked(packed: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The offline site, unpacked into a folder with spaces and Japanese characters."""
    folder = tmp_path_factory.mktemp("disk") / "共有 フォルダー/ひきこもり支援 (新)"
    with ZipFile(packed) as zipped:
        zipped.extractall(folder)
    return folder / TOP


def test_the_zip_is_sound(packed: Path) -> None:
    with ZipFile(packed) as zipped:
        assert zipped.testzip() is None
        members = zipped.infolist()
    names = [member.filename for member in members]
    assert names == sorted(set(names))
    assert {f"{TOP}/index.html", f"{TOP}/{README}"} < set(names)
    for member in members:
        first, *others = member.filename.split("/")
        assert first == TOP
        assert others
        assert not {"", ".", ".."} & {*others}
        assert "\\" not in member.filename
        assert ":" not in member.filename
        assert member.date_time == (1980, 1, 1, 0, 0, 0)
        assert member.external_attr >> 16 == 0o644


def test_the_same_copy_gives_the_same_zip_and_its_sum(
    packed: Path, offline_site: Path, tmp_path: Path
) -> None:
    again = offline.pack(offline_site, tmp_path / "dist")
    assert again.read_bytes() == packed.read_bytes()
    checksum = packed.with_name(f"{packed.name}.sha256").read_text(encoding="utf-8")
    assert checksum == f"{hashlib.sha256(packed.read_bytes()).hexdigest()}  {packed.name}\n"


def test_every_page_says_its_version_and_day(unpacked: Path, small_library: Library) -> None:
    project = tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project["version"] == __version__
    day = max(practice.reviewed for practice in small_library.all(Practice))
    edition = f"第{__version__}版（{day.year}年{day.month}月{day.day}日）"
    for page in unpacked.rglob("*.html"):
        html = page.read_text(encoding="utf-8")
        if NO_INDEX not in html and 'http-equiv="refresh"' not in html:
            assert edition in html, page
    assert edition in (unpacked / README).read_text(encoding="utf-8-sig")


def test_nothing_that_a_page_names_was_left_out(unpacked: Path) -> None:
    named = {
        link_target(page, link, unpacked)[0]
        for page in unpacked.rglob("*.html")
        for link in re.findall(r' (?:href|src)="([^":]+)"', page.read_text(encoding="utf-8"))
    }
    assert [file for file in named if not file.is_file()] == []


def test_an_officer_works_with_it_from_disk(
    visit: Callable[..., Page], unpacked: Path, small_library: Library
) -> None:
    hint = small_library.all(Hint)[0]
    root = unpacked.as_uri() + "/"  # `visit` fails on any foreign request
    page = visit("index.html", root=root, offline=True)
    page.locator("main [name=q]").fill(hint.title)
    page.keyboard.press("Enter")
    expect(page.locator("#search-results")).to_have_attribute("data-state", "done")
    page.locator(f"[data-entry='{hint.id}'] a").first.click()
    expect(page.locator(f"#{hint.id}")).to_be_in_viewport()

    page.get_by_role("link", name="実践例", exact=True).first.click()
    every = page.locator("[data-item]:visible")
    expect(page.locator("[data-facet]").first).to_be_visible()
    total = every.count()
    box = page.locator("[data-facet] input").first
    box.check()
    expect(every).not_to_have_count(total)

    page.goto(f"{root}municipalities/index.html")
    for box in page.locator("[data-compare]").all()[:2]:
        box.check()
    page.locator("[data-compare-go]").click()
    chosen = page.locator(".compare--chosen thead th")
    expect(chosen).to_have_count(3)

    page.goto(f"{root}guide/checklist/index.html")
    page.locator("[data-goals]").first.check()
    expect(page.locator("[data-goal-why]:visible").first).to_be_visible()
    page.locator("[name=memo]").fill("次の会議で話す")
    page.reload()
    expect(page.locator("[name=memo]")).to_have_value("次の会議で話す")
    expect(page.locator("[data-goals]").first).to_be_checked()


@pytest.fixture(scope="module")
def offering(packed: Path, small_config: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of small content with the offline copy to download."""
    folder = tmp_path_factory.mktemp("offering") / "site"
    return build(folder, str(small_config), OFFLINE=str(packed))


def test_readers_of_the_site_can_download_it_and_check_it(
    packed: Path, small_site: Path, offering: Path, visit: Callable[..., Page]
) -> None:
    assert not (small_site / "offline").exists()
    about = read(small_site / "about/index.html")
    assert "zip を置いていません" in about.text
    assert [link for link in about.links if "zip" in link] == []
    page = offering / "about/index.html"
    about = read(page)
    links = [link for link in about.links if "zip" in link]
    assert links == ["../offline/hintbook.zip", "../offline/hintbook.zip.sha256"]
    assert broken_links(offering, {page: about}) == []
    data, beside = ((offering / "about" / link).read_bytes() for link in links)
    assert data == packed.read_bytes()
    assert beside == packed.with_name("hintbook.zip.sha256").read_bytes()
    assert hashlib.sha256(data).hexdigest() in about.text
    assert f"zip、{len(data) / 1e6:.1f} MB" in about.text
    assert "置いていません" not in about.text
    with serve(offering) as address:
        assert_accessible_and_fits(visit("about/", root=address))


def test_same_content_gives_the_same_bytes(small_site: Path, offering: Path) -> None:
    names = {p.relative_to(small_site).as_posix() for p in small_site.rglob("*") if p.is_file()}
    others = {p.relative_to(offering).as_posix() for p in offering.rglob("*") if p.is_file()}
    assert others - names == {"offline/hintbook.zip", "offline/hintbook.zip.sha256"}
    _, different, unreadable = filecmp.cmpfiles(small_site, offering, sorted(names), shallow=False)
    assert (different, unreadable) == (["_headers", "about/index.html"], [])


def test_half_a_zip_is_not_sound(packed: Path, tmp_path: Path) -> None:
    assert is_sound(packed)
    data = packed.read_bytes()
    half = tmp_path / "half.zip"
    for damaged in (data[: len(data) // 2], data[:5000] + b"?" * 5000 + data[10_000:], b""):
        half.write_bytes(damaged)
        assert not is_sound(half)


def test_what_cannot_be_read_back_takes_no_place(
    offline_site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "hintbook.zip").write_bytes(b"the last one")
    monkeypatch.setattr(offline, "is_sound", lambda _: False)
    with pytest.raises(OSError, match="not as written"):
        offline.pack(offline_site, tmp_path)
    assert (tmp_path / "hintbook.zip").read_bytes() == b"the last one"


def test_the_copy_does_not_hold_itself(offline_site: Path) -> None:
    assert not (offline_site / "offline").exists()
    page = read(offline_site / "about.html")
    assert "いまご覧のものが、そのオフライン版です" in page.text
    assert [link for link in page.links if "zip" in link] == []


def test_a_copy_that_is_not_there_is_not_offered(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OFFLINE", "dist/nothing.zip")
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "-d", str(tmp_path / "site")]
    done = subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, check=False)  # noqa: S603
    assert done.returncode == 1
    assert "OFFLINE の dist/nothing.zip がありません" in done.stderr
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "site").exists()
