"""A finished site takes the last one's place in one step, so that nobody meets half of one."""

from __future__ import annotations

import ctypes
import os
import shutil
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

_HERE = -100  # AT_FDCWD
_EXCHANGE = 2  # RENAME_EXCHANGE


def staging(site: Path) -> Path:
    """Where a site is written before it is finished: beside it, on the same disk."""
    return site.with_name(f"{site.name}.new")


def put_in_place(new: Path, site: Path) -> None:
    """Make `new` the site; what stood there is removed.  Raises `OSError`, with the site whole."""
    if not site.exists():
        site.parent.mkdir(parents=True, exist_ok=True)
        new.rename(site)
    elif _exchange(new, site):
        shutil.rmtree(new)
    else:  # two renames: as near to one step as this system gets
        old = site.with_name(f"{site.name}.old")
        shutil.rmtree(old, ignore_errors=True)
        site.rename(old)
        new.rename(site)
        shutil.rmtree(old)


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
