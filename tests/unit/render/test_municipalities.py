"""Pages of municipalities: what the sheet holds, and themes crossed with municipalities."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hintbook.model import Municipality
from hintbook.render.pages.municipalities import matrices, sheet
from hintbook.render.pages.municipalities.profile import shared_challenges
from hintbook.render.pages.municipalities.sheet import Part, Statement, fitted

if TYPE_CHECKING:
    from hintbook.library import Library

SENTENCE = "窓口で話を聞いて、次に会う日を一緒に決めています。"


def _part(label: str, *sentences: int) -> Part:
    return Part(label, tuple(Statement(SENTENCE * number) for number in sentences))


def test_what_fits_on_the_sheet_is_not_cut() -> None:
    parts = [_part("役割", 2, 1), _part("課題", 3)]
    assert fitted(parts, 4) == parts


def test_the_longest_texts_of_a_sheet_are_cut_to_whole_sentences_first() -> None:
    roles, challenges = fitted([_part("役割", 1, 12), _part("課題", 2)], 5)
    assert [s.cut for s in roles.statements] == [False, True]
    assert roles.statements[1].text == SENTENCE * (sheet.CUT // len(SENTENCE))
    assert challenges == _part("課題", 2)


def test_what_the_sheet_has_no_room_for_is_counted() -> None:
    parts = fitted([_part("役割", *[4] * 9), _part("課題", 1)], 6)
    assert sum(part.lines for part in parts) <= 6
    assert [len(part.statements) + part.left for part in parts] == [9, 1]
    assert parts[0].left
    least = fitted([_part("役割", 40), _part("課題", 40)], 0)
    assert [len(part.statements) for part in least] == [1, 1]


def test_partners_share_the_width_by_their_texts(small_library: Library) -> None:
    first = next(m for m in small_library.all(Municipality) if m.number == 1)
    items = first.external_partners.items
    longer = first.external_partners.model_copy(update={"items": items * 9})
    assert sheet.shape(first).share == 3
    assert sheet.shape(first.model_copy(update={"external_partners": longer})).share == 2
    assert sheet.shape(first.model_copy(update={"internal_partners": longer})).share == 4


def test_every_passage_stands_in_the_matrix(small_library: Library) -> None:
    found = sorted(small_library.all(Municipality), key=lambda m: m.number)
    first, *others = found
    items = first.challenges.items
    bare = items[0].model_copy(update={"tags": ()})
    field = first.challenges.model_copy(update={"items": (*items, bare)})
    columns = [first.model_copy(update={"challenges": field}), *others]
    rows = matrices.rows(small_library, columns, "challenges")
    assert [row.total for row in rows[:-1]] == sorted((r.total for r in rows[:-1]), reverse=True)
    assert rows[-1].tag is None
    assert [p.number for p in rows[-1].cells[0]] == [len(items) + 1]
    for column, municipality in enumerate(columns):
        shown = {p.number for row in rows for p in row.cells[column]}
        assert shown == set(range(1, len(municipality.challenges.items) + 1))


def test_municipalities_with_the_same_challenge_are_in_order_of_number(
    small_library: Library,
) -> None:
    first = next(m for m in small_library.all(Municipality) if m.number == 1)
    (theme, *_) = shared_challenges(small_library, first)
    assert [(m.number, anchor) for m, anchor in theme.others] == [
        (number, "challenge-1") for number in range(2, 6)
    ]
