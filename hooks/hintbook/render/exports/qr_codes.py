"""QR codes of the entries' permanent addresses, as SVG."""

from __future__ import annotations

import re
from functools import cache, partial
from typing import TYPE_CHECKING, cast

import zxingcpp

from hintbook.render.address import qr_path
from hintbook.render.output import Asset

if TYPE_CHECKING:
    from collections.abc import Iterator

    from typing_extensions import Buffer

    from hintbook.render.site import Site


_DARK = re.compile(b"\\0+")


def assets(site: Site) -> Iterator[Asset]:
    """Yield the QR code of every entry."""
    for item in site.library.items.values():
        url = site.qr_url(item.entry)
        yield Asset(qr_path(item.entry.id), partial(svg, url))


@cache
def svg(url: str) -> bytes:
    """Return the QR code of an address: error correction M, a quiet zone of four modules."""
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
    """Return the dark runs of a row as an SVG path, relative to each other: this compresses well."""
    ends = [run.span() for run in _DARK.finditer(row)]
    starts = zip(ends, [(0, 0), *ends], strict=False)
    moves = "".join(f"m{start - last} 0h{end - start}" for (start, end), (_, last) in starts)
    return f"M0 {y}.5{moves}" if moves else ""
