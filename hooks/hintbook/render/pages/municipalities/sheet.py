"""What one A4 sheet on a municipality holds.

A profile may be longer than the sheet: its longest texts are then cut to their first sentences,
and what still finds no room is counted.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from hintbook.model import FIELD_LABELS, Municipality
from hintbook.render.text import brief

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

PARTS = ("roles", "challenges", "approaches")
# Of what varies: title, breakdown, note, picture, parts. There is room for some lines more, as
# fonts differ.
LINES = 31
WIDTH = 52  # full-width characters a line
TITLE_WIDTH = 38
LABEL = 13  # characters that a label of the summary takes
BORDER = 3  # characters that the sides of a box take
# Characters of a text that is cut: two lines, what the mark of the cut takes left out.
CUT = 2 * WIDTH - 6
# Characters of a text in the summary and in the picture.
SHORT = 90


class Statement(NamedTuple):
    """A text on the sheet; cut: whether it goes on on the page."""

    text: str
    cut: bool = False

    def lines(self, width: int = WIDTH) -> int:
        """Return how many lines of a width it takes."""
        return -(-(len(self.text) + 4 * self.cut) // width)


class Part(NamedTuple):
    """A field of the profile; left: number of its texts that the sheet has no room for."""

    label: str
    statements: tuple[Statement, ...]
    left: int = 0

    @property
    def lines(self) -> int:
        """The lines that it takes, without its heading."""
        return _lines(self.statements) + bool(self.left)


class Shape(NamedTuple):
    """The picture of an arrangement: who consults whom, and who works together.

    share: of six, the part of the width that the internal partners get: with texts of unequal
        length both boxes are filled
    """

    who: Statement
    lead: tuple[Statement, ...]
    internal: tuple[Statement, ...]
    external: tuple[Statement, ...]
    share: int

    @property
    def lines(self) -> int:
        """The lines that its texts take."""
        width = self.share * WIDTH // 6 - BORDER
        other = WIDTH - width - 2 * BORDER
        partners = max(_lines(self.internal, width), _lines(self.external, other))
        return self.who.lines(WIDTH - BORDER) + _lines(self.lead, WIDTH - BORDER) + partners


class Sheet(NamedTuple):
    """What the sheet holds, beside the summary."""

    shape: Shape
    parts: list[Part]


def sheet(municipality: Municipality) -> Sheet:
    """Return the picture and the parts, cut to what the sheet holds."""
    picture = shape(municipality, SHORT)
    parts = [
        Part(
            FIELD_LABELS[key],
            tuple(Statement(" ".join(item.text.split())) for item in municipality.field(key).items),
        )
        for key in PARTS
    ]
    return Sheet(picture, fitted(parts, LINES - picture.lines - _summary_lines(municipality)))


def fitted(parts: Sequence[Part], lines: int) -> list[Part]:
    """Return parts that take no more than a number of lines, as far as each keeps one statement.

    The longest statements are cut first; then the last ones of the longest part are left out.
    """
    found = list(parts)

    def too_long() -> bool:
        return sum(part.lines for part in found) > lines

    places = [(p, s) for p, part in enumerate(found) for s, _ in enumerate(part.statements)]
    for p, s in sorted(places, key=lambda at: -len(found[at[0]].statements[at[1]].text)):
        if too_long():
            statements = list(found[p].statements)
            statements[s] = shortened(statements[s].text, CUT)
            found[p] = found[p]._replace(statements=tuple(statements))
    while too_long() and any(len(part.statements) > 1 for part in found):
        p, part = max(enumerate(found), key=lambda at: (len(at[1].statements) > 1, at[1].lines))
        found[p] = part._replace(statements=part.statements[:-1], left=part.left + 1)
    return found


def shortened(text: str, limit: int = SHORT) -> Statement:
    """Return a text on one line, cut to the first sentences that fit into `limit` characters."""
    line = " ".join(text.split())
    short = brief(line, limit)
    return Statement(short, cut=short != line)


def shape(municipality: Municipality, limit: int | None = None) -> Shape:
    """Return the picture of an arrangement, its texts cut to `limit` characters each."""

    def statements(key: str) -> tuple[Statement, ...]:
        texts = [item.text for item in municipality.field(key).items]
        if limit is None:
            return tuple(map(Statement, texts))
        return (shortened("".join(texts), limit),)

    who = municipality.consultations.by_person or "記載なし"
    internal, external = statements("internal_partners"), statements("external_partners")
    own, other = (sum(len(s.text) for s in texts) for texts in (internal, external))
    return Shape(
        Statement(who) if limit is None else shortened(who, limit),
        statements("lead"),
        internal,
        external,
        share=min(max(round(6 * own / (own + other)), 2), 4),
    )


def _summary_lines(municipality: Municipality) -> int:
    """Return the lines of the title, the breakdown, and the reason why there is no count."""
    counted = municipality.consultations
    title = Statement(municipality.title).lines(TITLE_WIDTH)
    breakdown = shortened(counted.by_method or "").lines(WIDTH - LABEL)
    reason = shortened(counted.note or "").lines() if counted.count is None else 0
    return title + max(breakdown, 1) + reason


def _lines(statements: Iterable[Statement], width: int = WIDTH) -> int:
    return sum(statement.lines(width) for statement in statements)
