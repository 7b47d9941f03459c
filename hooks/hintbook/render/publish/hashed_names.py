"""Names for scripts and styles that change with what is in them.

A browser may then keep such a file for ever: a new one has a new name.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


def hashed_names(docs: Path) -> dict[str, str]:
    """The path in the site of every script and style by its path below `docs`.

    "assets/css/hintbook.css" → "assets/css/hintbook.3fa2b1c04d.css"
    """
    files = [
        file
        for kind in ("css", "js")
        for file in sorted((docs / "assets" / kind).rglob(f"*.{kind}"))
    ]
    return {
        file.relative_to(docs).as_posix(): _hashed(file).relative_to(docs).as_posix()
        for file in files
    }


def digest(data: bytes) -> str:
    """The part of a name that changes with what is in a file: ten hexadecimal digits."""
    return hashlib.sha256(data).hexdigest()[:10]


def _hashed(file: Path) -> Path:
    return file.with_suffix(f".{digest(file.read_bytes())}{file.suffix}")
