"""The offline copy: its read-me, and the zip that readers of the site download."""

from __future__ import annotations

import hashlib
import zlib
from typing import TYPE_CHECKING, NamedTuple
from zipfile import BadZipFile, ZipFile

from hintbook.render.output import Asset

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from hintbook.render.site import Site

README = "お読みください.txt"


class Download(NamedTuple):
    """The zip of the offline copy as readers download it.

    path: path in the site
    megabytes: size in MB, with one decimal
    digest: SHA-256 in hexadecimal
    checksum_line: content of the .sha256 file beside it
    """

    path: str
    megabytes: str
    digest: str
    checksum_line: bytes


def download(packed: Path) -> Download:
    """Return what the site says of a zip of the offline copy."""
    data = packed.read_bytes()
    digest = hashlib.sha256(data).hexdigest()
    line = f"{digest}  {packed.name}\n".encode()
    return Download(f"offline/{packed.name}", f"{len(data) / 1e6:.1f}", digest, line)


def is_sound(packed: Path) -> bool:
    """Return whether a file is a zip all of whose members can be read."""
    try:
        with ZipFile(packed) as opened:
            return opened.testzip() is None
    except (BadZipFile, EOFError, zlib.error):
        return False


def assets(site: Site) -> Iterator[Asset]:
    """Yield the zip that the site offers; in the offline copy itself, a read-me.

    The read-me has a byte order mark and CRLF line ends for old editors on Windows.
    """
    if packed := site.settings.offline_zip:
        found = download(packed)
        yield Asset(found.path, packed.read_bytes)
        yield Asset(f"{found.path}.sha256", lambda: found.checksum_line)
    if not site.settings.folders:
        text = _TEXT.format(name=site.settings.name, edition=site.edition)
        yield Asset(README, lambda: text.replace("\n", "\r\n").encode("utf-8-sig"))


_TEXT = """\
{name} {edition}

■ 開きかた
1. zip ファイルを、まるごと展開します（右クリックして「すべて展開」）。
   展開せずに中のページを開くと、検索や絞り込みは動きません。
2. 展開したフォルダーの index.html を開きます。

ブラウザー（Edge、Chrome、Firefox、Safari）があれば、インターネットにつながない
端末でも、検索、絞り込み、比較、チェックリストまで、すべて使えます。
外と通信することはありません。

■ 端末に残るもの
チェックリストの印やメモなど、自分で入れたものだけが、そのブラウザーに残ります。
それぞれのページのボタンで消せます。フォルダーを移すと、残したものは見えなくなります。

■ 版
どのページの下にも、版と日付があります。新しい版が出たら、フォルダーごと入れ替えて
ください。受け取った zip が元のままかどうかは、一緒に配る .sha256 ファイルの値と
見比べて確かめられます（Windows: certutil -hashfile <zip の名前> SHA256）。
"""
