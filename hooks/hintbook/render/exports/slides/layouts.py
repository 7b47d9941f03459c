"""The layouts of the slides: where title, text and QR code stand, and how large the text is.

Both the layouts of the presentation and the estimate of what fits are made from them. All
measures are in points, on slides of 960 × 540 (16:9).
"""

from __future__ import annotations

from typing import NamedTuple

WIDTH, HEIGHT = 960, 540
# Between paragraphs.
GAP = 8
# From the left edge of a text with a label to where the text begins.
INDENT = 48


class Area(NamedTuple):
    """A box for text with the size of its letters and, exactly, of its lines: any font fits."""

    left: int
    top: int
    width: int
    height: int
    size: int
    line: int


class Square(NamedTuple):
    """A box for a QR code."""

    left: int
    top: int
    side: int


class Layout(NamedTuple):
    """A layout with its name for the trainer; `kicker` is the line above the title."""

    name: str
    type: str
    title: Area
    kicker: Area
    body: Area
    qr: Square


_KICKER = Area(48, 28, 864, 30, 20, 28)
_TITLE = Area(48, 60, 864, 84, 32, 42)
_BODY = Area(48, 172, 692, 312, 24, 36)
_QR = Square(764, 172, 148)

COVER = Layout(
    "表紙",
    "title",
    title=Area(48, 124, 632, 138, 36, 46),
    kicker=Area(48, 84, 632, 34, 24, 32),
    body=Area(48, 296, 632, 184, 24, 36),
    qr=Square(720, 124, 192),
)
LARGE = Layout("本文（大）", "obj", _TITLE, _KICKER, _BODY._replace(size=28, line=42), _QR)
NORMAL = Layout("本文（中）", "obj", _TITLE, _KICKER, _BODY, _QR)
# For lists that are better seen at once.
SMALL = Layout("本文（小）", "obj", _TITLE, _KICKER, _BODY._replace(size=20, line=30), _QR)
LAYOUTS = (COVER, LARGE, NORMAL, SMALL)

FOOTER = Area(48, 494, 640, 28, 20, 26)
SLIDE_NUMBER = Area(792, 494, 120, 28, 20, 26)
