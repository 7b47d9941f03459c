"""QR codes of the entries' permanent addresses."""

from __future__ import annotations

import re
import struct
import zlib
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
# Pixels of a module in a PNG.
_SCALE = 8


def assets(site: Site) -> Iterator[Asset]:
    """Yield the QR code of every entry."""
    for item in site.library.items.values():
        url = site.qr_url(item.entry)
        yield Asset(qr_path(item.entry.id), partial(svg, url), apart=True)


@cache
def svg(url: str) -> bytes:
    """Return the QR code of an address as SVG."""
    rows = _modules(url)
    size = len(rows)
    lines = (_line(row, y) for y, row in enumerate(rows))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size} {size}">'
        f'<path fill="#fff" d="M0 0h{size}v{size}H0z"/><path stroke="#000" d="{"".join(lines)}"/></svg>\n'
    ).encode()


def png(url: str) -> bytes:
    """Return the QR code of an address as PNG with a bit a pixel, for programs that show no SVG.

    A module is several pixels wide: programs blur an image that they enlarge.
    """
    rows = _modules(url)
    size = len(rows) * _SCALE
    # A row begins with its filter: 0 for none, 2 for the difference from the row above.
    repeated = (b"\2" + bytes(-(-size // 8))) * (_SCALE - 1)
    lines = b"".join(b"\0" + _bits(row) + repeated for row in rows)
    header = struct.pack(">IIBBBBB", size, size, 1, 0, 0, 0, 0)  # one bit of grey
    chunks = ((b"IHDR", header), (b"IDAT", zlib.compress(lines, 9)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(*chunk) for chunk in chunks)


def _modules(url: str) -> list[bytes]:
    """Return the rows of a QR code, a byte a module: error correction M, a margin of four modules."""
    code = zxingcpp.create_barcode(url, zxingcpp.BarcodeFormat.QRCode, ec_level="M")
    image = code.to_image(scale=1)
    size, _ = image.shape
    modules = bytes(cast("Buffer", image))
    return [modules[row : row + size] for row in range(0, size * size, size)]


def _bits(row: bytes) -> bytes:
    """Return a row of modules as pixels, white for light ones."""
    bits = "".join("1" * _SCALE if module else "0" * _SCALE for module in row)
    length = -(-len(bits) // 8)
    return int(bits.ljust(length * 8, "1"), 2).to_bytes(length, "big")


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def _line(row: bytes, y: int) -> str:
    """Return the dark runs of a row as an SVG path, relative to each other: this compresses well."""
    ends = [run.span() for run in _DARK.finditer(row)]
    starts = zip(ends, [(0, 0), *ends], strict=False)
    moves = "".join(f"m{start - last} 0h{end - start}" for (start, end), (_, last) in starts)
    return f"M0 {y}.5{moves}" if moves else ""
