"""QR codes of the entries' unchanging addresses, drawn when the site is built."""

from __future__ import annotations

from functools import cache
from io import BytesIO
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
    written = BytesIO()
    segno.make_qr(url, error="m", mask=_MASK).save(
        written, kind="svg", xmldecl=False, nl=False, omitsize=True, light="#fff"
    )
    return written.getvalue()
