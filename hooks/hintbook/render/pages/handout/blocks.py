"""What an entry shows in the 教材箱: paragraphs, facts with labels, lists and tables, as JSON."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, TypedDict

from hintbook.model import (
    FIELD_LABELS,
    Concept,
    Municipality,
    Practice,
    ProfileField,
    Section,
    Survey,
    SurveyTable,
    Term,
)
from hintbook.model.topic import Bullets, Columns, Definitions, Figures, Table
from hintbook.render.exports.survey_files.grid import Grid, Header, grid_of
from hintbook.render.pages.municipalities.profile import facts
from hintbook.render.pages.practices import implementer
from hintbook.render.text import paragraphs

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from typing import TypeAlias

    from hintbook.library import Library
    from hintbook.model import Entry
    from hintbook.model.topic import Block as TopicBlock


class Facts(TypedDict):
    """Labels, each with its texts."""

    facts: list[tuple[str, list[str]]]


class Listing(TypedDict):
    """A list of texts, numbered or not."""

    list: list[str]
    numbered: bool


class TableBlock(TypedDict):
    """A table of texts; the first column heads its row."""

    caption: str
    head: list[str]
    rows: list[list[str]]


Block: TypeAlias = "str | Facts | Listing | TableBlock"


def blocks(library: Library, entry: Entry) -> list[Block]:
    """Return the content of an entry in reading order; a text is a paragraph."""
    return [*_blocks(library, entry)]


def _blocks(library: Library, entry: Entry) -> Iterator[Block]:
    match entry:
        case Municipality():
            yield _facts((fact.label, [fact.text]) for fact in facts(entry))
            yield from _paragraphs((*_notes(entry), entry.NOT_COMPARABLE))
            yield _facts((label, entry.field(key).texts()) for key, label in FIELD_LABELS.items())
        case ProfileField():
            yield _list(entry.texts())
        case SurveyTable():
            yield from _paragraphs((entry.summary,))
            yield _table_of(grid_of(library, entry))
            yield from _paragraphs(entry.notes)
        case Survey():
            yield _facts((("設問", (entry.question,)), ("回答者", (entry.base,))))
            yield from _paragraphs((*entry.findings, *entry.lost))
            yield from _parts(library, entry)
        case Section():
            for block in entry.blocks:
                yield from _topic_block(block)
        case Concept():
            yield from _paragraphs((entry.text,))
            if entry.steps:
                yield _list(entry.steps, numbered=True)
            if entry.note:
                yield from _paragraphs((entry.note,))
        case Practice():
            yield from _paragraphs((entry.summary,))
            if by := implementer(entry):
                yield _facts((("実施主体", (by,)),))
        case Term():
            yield from _paragraphs((entry.definition,))
            if entry.aliases:
                yield _facts((("言い換え・略称", ("、".join(entry.aliases),)),))
        case _:
            yield from _paragraphs(entry.texts())
            yield from _parts(library, entry)


def _notes(municipality: Municipality) -> Iterator[str]:
    yield from filter(None, (municipality.consultations.note, municipality.multilayer.note))
    for note in municipality.notes:
        yield f"原資料の食い違い: {note.text}"


def _parts(library: Library, entry: Entry) -> Iterator[Block]:
    """Yield what an entry holds, by type."""
    for label, own in groupby(library.parts(entry), key=lambda part: part.type_label):
        yield _facts(((label, (part.caption for part in own)),))


def _topic_block(block: TopicBlock) -> Iterator[Block]:
    match block:
        case Bullets():
            yield _list(block.items, numbered=block.ordered)
        case Table():
            yield _table(block.caption, block.columns, block.rows)
            if block.note:
                yield from _paragraphs((block.note,))
        case Columns():
            yield _facts((column.heading, column.items) for column in block.items)
        case Figures():
            yield _facts(
                (item.label, filter(None, (item.value, item.note))) for item in block.items
            )
        case Definitions():
            yield _facts((item.term, (item.text,)) for item in block.items)
        case _:
            yield from _paragraphs(block.texts())


def _paragraphs(texts: Iterable[str]) -> Iterator[str]:
    for text in texts:
        yield from paragraphs(text)


def _facts(rows: Iterable[tuple[str, Iterable[str]]]) -> Facts:
    return {"facts": [(label, [*texts]) for label, texts in rows]}


def _list(texts: Iterable[str], *, numbered: bool = False) -> Listing:
    return {"list": [*texts], "numbered": numbered}


def _table(caption: str, head: Iterable[str], rows: Iterable[Sequence[str | None]]) -> TableBlock:
    cells = [[cell or "" for cell in row] for row in rows]
    return {"caption": caption, "head": [*head], "rows": cells}


def _table_of(found: Grid) -> TableBlock:
    """Return a survey table as its page lays it out."""
    heads = [*map(_head, found.heads)]
    options = [*found.options]
    rows, columns = (options, heads) if found.options_as_rows else (heads, options)
    corner = "選択肢" if found.options_as_rows else found.table.rows
    cells = (
        [name, *(f"{c.percent}％（{c.count:,}件）" for c in own)]
        for name, own in zip(rows, found.cells, strict=True)
    )
    return _table(found.table.title, [corner, *columns], cells)


def _head(head: Header) -> str:
    return f"{head.name}（n={head.n:,}{'・少数' if head.small else ''}）"
