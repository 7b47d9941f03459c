"""Scripts and styles as they are published: without comments, under names that change with the content.

A browser may then keep such a file for ever: a new one has a new name.
"""

from __future__ import annotations

import hashlib
import re
from itertools import groupby
from typing import TYPE_CHECKING

from hintbook.render.output import text_asset

if TYPE_CHECKING:
    from pathlib import Path

    from hintbook.render.output import Asset

# Comments that fill whole lines.  Others stay: they are short, and a string may look like one.
_COMMENT_LINES = re.compile(r"^ *(?://.*|/\*(?:[^*]|\*(?!/))*\*/) *\n", re.MULTILINE)


def static_files(docs: Path) -> dict[str, Asset]:
    """Return every script and style below `docs/assets` by its path without the hash.

    The styles of a folder are joined, in the order of their names, to one file, so that a page
    needs one request for them: "assets/css/hintbook/*.css" → "assets/css/hintbook.3fa2b1c04d.css".
    """
    texts = {file.relative_to(docs).as_posix(): _published(file) for file in _files(docs, "js")}
    for path, files in groupby(_files(docs, "css"), key=lambda file: _joined_path(docs, file)):
        texts[path] = "".join(map(_published, files))
    return {path: _hashed(path, text) for path, text in texts.items()}


def sources(docs: Path) -> set[str]:
    """Return the paths below `docs` of the files that `static_files` replaces."""
    files = (*_files(docs, "css"), *_files(docs, "js"))
    return {file.relative_to(docs).as_posix() for file in files}


def _files(docs: Path, kind: str) -> list[Path]:
    """Return the scripts or styles in the order of their paths; links, which `check` refuses, are none."""
    found = (docs / "assets" / kind).rglob(f"*.{kind}")
    return sorted(file for file in found if not file.is_symlink())


def digest(data: bytes) -> str:
    """Return the part of a name that changes with a file's content: ten hexadecimal digits."""
    return hashlib.sha256(data).hexdigest()[:10]


def _joined_path(docs: Path, style: Path) -> str:
    """Return the path of the published file that a style is a part of."""
    folder = style.parent.relative_to(docs).as_posix()
    return style.relative_to(docs).as_posix() if folder == "assets/css" else f"{folder}.css"


def _published(file: Path) -> str:
    return _COMMENT_LINES.sub("", file.read_text(encoding="utf-8"))


def _hashed(path: str, text: str) -> Asset:
    stem, _, suffix = path.rpartition(".")
    return text_asset(f"{stem}.{digest(text.encode())}.{suffix}", text)
