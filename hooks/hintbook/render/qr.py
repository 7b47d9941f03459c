"""QR codes of the entries' unchanging addresses, drawn when the site is built."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

import segno

from .address import href, permalink

if TYPE_CHECKING:
    from hintbook.model import Entry

    from .site import Settings

# Where `make serve` shows the site: what the codes hold until the published address is known.
PREVIEW = "http://127.0.0.1:8000/"
# Every mask is as readable; looking for the prettiest one takes four times as long.
_MASK = 2
_BORDER = 4


def home(settings: Settings) -> str:
    """The address of the site that the codes lead to, with a final slash."""
    return settings.url or PREVIEW


def url(settings: Settings, entry: Entry) -> str:
    """What an entry's code holds: its unchanging address in full."""
    return home(settings) + href("", permalink(entry), folders=True)


def path(entry: Entry) -> str:
    """The path of an entry's code in the site, in either layout."""
    return f"{permalink(entry).page}/qr.svg"


@cache
def svg(url: str) -> bytes:
    """The code of an address: error level M or better, four modules of white around it."""
    rows = segno.make_qr(url, error="m", mask=_MASK).matrix
    size = len(rows) + 2 * _BORDER
    runs = "".join(
        f"M{run.start() + _BORDER} {y + _BORDER + 0.5}h{len(run[0])}"
        for y, row in enumerate(rows)
        for run in re.finditer(b"\1+", row)
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size} {size}">'
        f'<path fill="#fff" d="M0 0h{size}v{size}H0z"/><path stroke="#000" d="{runs}"/></svg>\n'
    ).encode()
