"""A scene's page: what to try first, numbers, related practices, what is left out."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from hintbook.model import Scene
from hintbook.render import Settings, render
from hintbook.render.text import first_sentence
from tests.support.site_build import ICONS, PROJECT

if TYPE_CHECKING:
    from hintbook.library import Library
    from hintbook.render.output import Page

CHOSEN = ["s3-h03", "s3-h01", "s3-h04"]


@pytest.fixture(scope="module")
def small(small_library: Library) -> tuple[Library, dict[str, Page]]:
    """The library of small content, and its pages by path."""
    pages, *_ = render(small_library, Settings("見本", ICONS, docs=PROJECT / "docs"))
    return small_library, {page.path: page for page in pages}


def test_a_scene_begins_with_what_to_try(small: tuple[Library, dict[str, Page]]) -> None:
    _, pages = small
    head, _, rest = pages["scenes/3"].html.partition('id="examples"')
    start = head.partition('id="start-with"')[2]
    assert re.findall(r'<a href="#(s3-h\d+)"><span', start) == CHOSEN
    assert "編集部が選びました" in start
    assert "../../practices/ibasho-of-town/" in start
    assert all(f'id="{hint}"' in rest for hint in CHOSEN)
    assert 'id="start-with"' not in pages["scenes/1"].html


def test_texts_of_a_scene_are_numbered(small: tuple[Library, dict[str, Page]]) -> None:
    library, pages = small
    scene = library["scene-3"]
    assert isinstance(scene, Scene)
    texts = [*scene.hints, *scene.suggestions]
    labels = ["ヒント1", "ヒント2", "ヒント3", "ヒント4", "ヒント5", "ヒント6", "助言1"]
    assert [text.label(library) for text in texts] == labels
    last = scene.suggestions[0]
    assert last.short_name(library) == "場面3・助言1"
    assert last.full_name(library) == f"場面3・助言1「{last.title}」"
    for path in ("scenes/3", "scenes/3/training", "scenes/3/facilitator"):
        for label, text in zip(labels, texts, strict=True):
            assert f'<span class="number">{label}</span>{text.title}' in pages[path].html
    outline = {heading.id: heading for heading in pages["scenes/3"].headings}
    assert outline["suggestions"].children[0].title == f"助言1 {last.title}"


def test_phrases_and_links_are_folded_behind_the_first(
    small: tuple[Library, dict[str, Page]],
) -> None:
    library, pages = small
    html = pages["scenes/1"].html
    hint = html.partition('id="s1-h01"')[2].partition('id="s1-h02"')[0]
    shown, _, folded = hint.partition('<div class="uses">')[2].partition('<details class="menu"')
    assert "window-of-town" in shown  # what is done comes before what matters
    assert "letters-at-home" not in shown
    others = len(library.links["s1-h01"]) - 1
    assert re.search(rf">ほか {others}件</summary>", folded)
    assert folded.partition("</details>")[0].count("<li>") == others
    assert "letters-at-home" in folded.partition("</details>")[0]


def test_practice_says_who_does_it_only_if_known(small: tuple[Library, dict[str, Page]]) -> None:
    library, pages = small
    for path in ("letters-at-home", "ibasho-of-town"):
        known = bool(library[path].implemented_by.kind)  # type: ignore[attr-defined]
        assert ("実施主体" in pages[f"practices/{path}"].html) == known


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("手紙を書きました。返事はありません。", "手紙を書きました。"),
        ("「行かない。」と言われました。次です。", "「行かない。」と言われました。"),
        ("手紙を\n\n書く", "手紙を 書く"),
    ],
)
def test_first_sentence_ends_outside_quotations(text: str, first: str) -> None:
    assert first_sentence(text) == first
