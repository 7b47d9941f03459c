"""QR codes of the entries' unchanging addresses, drawn when the site is built."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, cast

import zxingcpp

from .address import href, permalink

if TYPE_CHECKING:
    from typing_extensions import Buffer

    from hintbook.model import Entry

    from .site import Settings

# Where `make serve` shows the site: what the codes hold until the published address is known.
PREVIEW = "http://127.0.0.1:8000/"
_DARK = re.compile(b"\\0+")


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
    """The code of an address: error level M, four modules of white around it."""
    code = zxingcpp.create_barcode(url, zxingcpp.BarcodeFormat.QRCode, ec_level="M")
    image = code.to_image(scale=1)  # a byte a module
    size, _ = image.shape
    modules = bytes(cast("Buffer", image))
    rows = (_line(modules[row : row + size], row // size) for row in range(0, size * size, size))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size} {size}">'
        f'<path fill="#fff" d="M0 0h{size}v{size}H0z"/><path stroke="#000" d="{"".join(rows)}"/></svg>\n'
    ).encode()


def _line(row: bytes, y: int) -> str:
    """The dark runs of a row of modules, each from the end of the one before it: this packs well."""
    ends = [run.span() for run in _DARK.finditer(row)]
    starts = zip(ends, [(0, 0), *ends], strict=False)
    moves = "".join(f"m{start - last} 0h{end - start}" for (start, end), (_, last) in starts)
    return f"M0 {y}.5{moves}" if moves else ""
