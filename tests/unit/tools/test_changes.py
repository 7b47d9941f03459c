"""The report of what changed between two builds."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING

from tests.support.site_build import PROJECT

if TYPE_CHECKING:
    from pathlib import Path


def _entry(id: str, **values: object) -> dict[str, object]:  # noqa: A002
    fixed = {"type": "practice", "text": "本文", "tags": [], "sources": []}
    return {"id": id, "title": f"題 {id}", "url": f"practices/{id}/", **fixed, **values}


def _api(path: Path, *entries: dict[str, object]) -> Path:
    file = path / "api/v1/entries.json"
    file.parent.mkdir(parents=True)
    file.write_text(json.dumps(entries), encoding="utf-8")
    return file


def _report(*arguments: str | Path) -> str:
    command = [sys.executable, "-m", "tools.changes", *map(str, arguments)]
    done = subprocess.run(command, cwd=PROJECT, capture_output=True, check=True)  # noqa: S603
    return done.stdout.decode()


def test_every_kind_of_change_is_told(tmp_path: Path) -> None:
    old = _api(tmp_path / "old", _entry("kept"), _entry("mended"), _entry("gone"))
    mended = _entry("mended", text="新しい本文", tags=["visit"])
    new = _api(tmp_path / "new", _entry("kept"), mended, _entry("fresh"))
    report = _report(old, new, "--address", "https://example.org/book/")
    assert "加わった項目 1 件、変わった項目 1 件、なくなった項目 1 件" in report
    link = "[`題 {0}`](https://example.org/book/practices/{0}/)（`{0}`）"
    assert f"#### 加わった項目\n\n- {link.format('fresh')}" in report
    assert f"#### 変わった項目\n\n- {link.format('mended')}: 本文、タグ" in report
    gone = report.partition("#### なくなった項目")[2].partition("#### 加わった項目")[0]
    assert "[!WARNING]" in gone
    assert f"- {link.format('gone')}" in gone
    assert "kept" not in report


def test_nothing_changed_is_said_in_one_line(tmp_path: Path) -> None:
    api = _api(tmp_path, _entry("kept"))
    assert _report(api, api).splitlines() == [
        "### 内容の変更",
        "",
        "加わった項目 0 件、変わった項目 0 件、なくなった項目 0 件、つながらないリンク 0 件（全 1 項目）",
    ]


def test_links_that_lead_nowhere_are_told(tmp_path: Path) -> None:
    _api(tmp_path, _entry("kept"))
    (tmp_path / "other.html").write_text('<p id="here">', encoding="utf-8")
    page = (
        '<a href="other.html#here"><a href="other.html#nowhere"><a href="lost/"><img src="a.png">'
    )
    (tmp_path / "index.html").write_text(page, encoding="utf-8")
    report = _report(tmp_path, tmp_path)
    assert "つながらないリンク 3 件" in report
    for link in ("other.html#nowhere", "lost/", "a.png"):
        assert f"- `index.html → {link}`" in report
    assert "other.html#here" not in report


def test_content_is_never_taken_for_markdown(tmp_path: Path) -> None:
    title = "&commat;someone GH-12 $x$ [x](https://evil.example) <img src=x> `a` *b* \n# 見出し"
    report = _report(_api(tmp_path / "old"), _api(tmp_path / "new", _entry("new", title=title)))
    line = next(line for line in report.splitlines() if line.startswith("- "))
    assert line == f"- `` {title.replace(chr(10), '')} ``（`new`）"


def test_long_lists_end(tmp_path: Path) -> None:
    many = [_entry(f"new-{number}") for number in range(60)]
    report = _report(_api(tmp_path / "old"), _api(tmp_path / "new", *many))
    assert report.count("- `題") == 50
    assert report.endswith("- ほか 10 件\n")
