"""The fixtures in `content_errors/`: invalid files, by error code.

A file is named after the code that it causes, or code.variant; its first line says the path, the
place, and optionally a part of the error.  `errors_found` says what `check` finds in content.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from hintbook.errors import ContentError, ContentErrors, Place
from hintbook.library import open_library
from hintbook.render import check
from tests.support.site_build import FIXTURES

if TYPE_CHECKING:
    from pathlib import Path

CONTENT_OK = FIXTURES / "content_ok"

_HEAD = re.compile(rb"# (\S+(?: \S+)*?\.\w+~?) (\d+):(\d+)(?: (.+))?\n")


@dataclass(frozen=True)
class InvalidContent:
    """A file with one mistake, to be copied into a copy of `content_ok/`.

    says: a part of the error
    """

    name: str
    code: str
    path: str
    place: Place
    says: str
    raw: bytes = field(repr=False)

    def copy_into(self, content: Path) -> None:
        """Write this file to its path below a content folder."""
        target = content / self.path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(self.raw)


def _read(file: Path) -> InvalidContent:
    raw = file.read_bytes()
    head = _HEAD.match(raw)
    if head is None:
        raise ValueError(f"{file} does not begin with `# <path> <line>:<column>`")
    path, line, column = head[1].decode(), int(head[2]), int(head[3])
    if file.suffix == ".csv":  # a table has no comments: drop the first line
        raw = raw[head.end() :]
    place = Place(f"content/{path}", line, column)
    code = file.name.partition(".")[0]
    return InvalidContent(file.stem, code, path, place, (head[4] or b"").decode(), raw)


INVALID_CONTENT = tuple(map(_read, sorted((FIXTURES / "content_errors").iterdir())))


def invalid(code: str) -> InvalidContent:
    """Return the fixture that is named after an error code alone."""
    return next(found for found in INVALID_CONTENT if found.name == code)


def errors_found(
    content: Path, docs: Path | None = None, lock: Path | None = None
) -> list[ContentError]:
    """Return the errors of a content folder, of hand-written pages, and of what was released."""
    try:
        check(open_library(content), docs, lock)
    except ContentErrors as found:
        return found.errors
    return []
