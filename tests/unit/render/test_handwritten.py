"""`check` names what is wrong with the pages of docs/, with file and line."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.support.invalid_content import CONTENT_OK, errors_found

if TYPE_CHECKING:
    from pathlib import Path

HEAD = "# 見出し { #head }\n"


@pytest.mark.parametrize(
    ("name", "taken"),
    [
        ("id/s1-h01.md", "id/s1-h01/index.html"),
        ("search.md", "search/index.html"),
        ("scenes/index.md", "scenes/index.html"),
        ("api/v1/entries.json", "api/v1/entries.json"),
    ],
)
def test_a_file_in_the_place_of_another_is_named(tmp_path: Path, name: str, taken: str) -> None:
    file = tmp_path / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(HEAD, encoding="utf-8")
    (error,) = errors_found(CONTENT_OK, tmp_path)
    assert (str(error.place), error.code) == (f"docs/{name}:1:1", "docs-clash")
    assert f"「{taken}」" in error.message


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (f"{HEAD}\n## 次の見出し {{ #next }}\n", []),
        (f"---\ndescription: 説明\n---\n\n{HEAD}\n## 次の見出し\n", [(7, "heading-anchor")]),
        (f"{HEAD}\n```\n# command\n```\n\n## 次\n", [(7, "heading-anchor")]),
        (f"{HEAD}\n## 次 {{ #head }}\n", [(3, "repeated-anchor")]),
        (f"{HEAD}\n## 次 {{ #announcer }}\n", [(3, "reserved-id")]),
        (f"{HEAD}\n### 次 {{ #next }}\n", [(3, "heading-level")]),
        (f"{HEAD}\n# 次 {{ #next }}\n", [(3, "heading-level")]),
        ("##見出し\n", [(1, "heading-anchor"), (1, "heading-level")]),
    ],
)
def test_headings_have_anchors_of_their_own_and_step_down(
    tmp_path: Path, text: str, found: list[tuple[int, str]]
) -> None:
    (tmp_path / "news.md").write_text(text, encoding="utf-8")
    errors = [(str(error.place), error.code) for error in errors_found(CONTENT_OK, tmp_path)]
    assert errors == [(f"docs/news.md:{line}:1", code) for line, code in found]
