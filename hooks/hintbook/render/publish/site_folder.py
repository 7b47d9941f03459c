"""Replacing the site on disk in one step, so that no reader meets half a site."""

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
# The disk, a quota or the largest allowed file is full.
_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}


def staging_folder(site: Path) -> Path:
    """Return the folder in which a site is built: beside the final one, on the same disk."""
    return site.with_name(f"{site.name}.new")


def replace_site(new: Path, site: Path) -> None:
    """Move the folder `new` to `site` and remove what was there.

    Raises `OSError` with the former site still in its place.
    """
    if not site.exists():
        site.parent.mkdir(parents=True, exist_ok=True)
        new.rename(site)
    elif _exchange(new, site):
        remove(new)
    else:  # two renames where the system cannot exchange
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
    """Remove a folder if it exists, as far as possible."""
    shutil.rmtree(folder, ignore_errors=True)


def write_error_message(failure: OSError) -> str:
    """Return one line for editors: why the site could not be written, and what to do."""
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
    """Exchange two folders atomically where the system can (Linux); return whether it did."""
    if sys.platform != "linux":
        return False
    try:
        rename = ctypes.CDLL(None).renameat2
    except (AttributeError, OSError):
        return False
    failed: int = rename(_HERE, os.fsencode(one), _HERE, os.fsencode(other), _EXCHANGE)
    return not failed
