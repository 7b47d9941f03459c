"""A finished site takes the last one's place in one step, so that nobody meets half of one."""

from __future__ import annotations

import ctypes
import errno
import os
import shutil
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

_HERE = -100  # AT_FDCWD
_EXCHANGE = 2  # RENAME_EXCHANGE
# The disk is full, or the part of it that is ours, or the file would be larger than may be.
_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}


def staging(site: Path) -> Path:
    """Where a site is written before it is finished: beside it, on the same disk."""
    return site.with_name(f"{site.name}.new")


def put_in_place(new: Path, site: Path) -> None:
    """Make `new` the site; what stood there is removed.

    Raises `OSError`, with the last site where it was.
    """
    if not site.exists():
        site.parent.mkdir(parents=True, exist_ok=True)
        new.rename(site)
    elif _exchange(new, site):
        remove(new)
    else:  # two renames: as near to one step as this system gets
        old = site.with_name(f"{site.name}.old")
        remove(old)
        site.rename(old)
        try:
            new.rename(site)
        except OSError:
            old.rename(site)
            raise
        remove(old)


def remove(folder: Path) -> None:
    """Remove a folder, as far as it is there and can be removed."""
    shutil.rmtree(folder, ignore_errors=True)


def not_written(failure: OSError) -> str:
    """Why there is no new site, and what to do, in one line."""
    if failure.errno in _FULL:
        why = "ディスクに空きがありません"
        remedy = "要らないファイルを消して空きを作り"
    else:
        why = f"{failure.filename or 'ファイル'} を読み書きできません（{failure.strerror}）"
        remedy = "権限と、ほかのプログラムが開いていないかを確かめて"
    return (
        f"サイトを作れませんでした。{why}。{remedy}、もう一度実行してください。"
        "前のサイトがあれば、そのまま残っています。"
    )


def _exchange(one: Path, other: Path) -> bool:
    """Swap two folders in one step where the system can (Linux); says whether it did."""
    if sys.platform != "linux":
        return False
    try:
        rename = ctypes.CDLL(None).renameat2
    except (AttributeError, OSError):
        return False
    failed: int = rename(_HERE, os.fsencode(one), _HERE, os.fsencode(other), _EXCHANGE)
    return not failed
