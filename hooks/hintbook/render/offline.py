"""What the copy that opens from disk says of itself, and where readers of the site get it."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, NamedTuple

from .output import Asset

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from .site import Site

README = "お読みください.txt"


class Checked(NamedTuple):
    """A packed copy: its address in the site, its size in MB, its SHA-256, and that as a file."""

    path: str
    megabytes: str
    digest: str
    line: bytes


def checked(packed: Path) -> Checked:
    """What is told of a packed copy beside it."""
    data = packed.read_bytes()
    digest = hashlib.sha256(data).hexdigest()
    line = f"{digest}  {packed.name}\n".encode()
    return Checked(f"offline/{packed.name}", f"{len(data) / 1e6:.1f}", digest, line)


def outputs(site: Site) -> Iterator[Asset]:
    """The packed copy in the site, if it is to be had.

    In the copy a text beside the home page; Windows's oldest editor shows it.
    """
    if packed := site.settings.packed:
        found = checked(packed)
        yield Asset(found.path, packed.read_bytes())
        yield Asset(f"{found.path}.sha256", found.line)
    if not site.settings.folders:
        text = _TEXT.format(name=site.settings.name, edition=site.edition)
        yield Asset(README, text.replace("\n", "\r\n").encode("utf-8-sig"))


_TEXT = """\
{name} {edition}

■ 開きかた
1. zip ファイルを、まるごと展開します（右クリックして「すべて展開」）。
   展開せずに中の頁を開くと、検索や絞り込みは動きません。
2. 展開したフォルダーの index.html を開きます。

ブラウザー（Edge、Chrome、Firefox、Safari）があれば、インターネットにつながない
端末でも、検索、絞り込み、比較、チェックリストまで、すべて使えます。
外と通信することはありません。

■ 端末に残るもの
チェックリストの印やメモなど、自分で入れたものだけが、そのブラウザーに残ります。
それぞれの頁のボタンで消せます。フォルダーを移すと、残したものは見えなくなります。

■ 版
どの頁の下にも、版と日付があります。新しい版が出たら、フォルダーごと入れ替えて
ください。受け取った zip が元のままかどうかは、一緒に配る .sha256 ファイルの値と
見比べて確かめられます（Windows: certutil -hashfile <zip の名前> SHA256）。
"""
