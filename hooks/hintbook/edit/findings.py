"""Errors and warnings as people, GitHub and other programs read them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from hintbook.errors import ContentError


def concerning(found: Iterable[ContentError], files: Iterable[str]) -> list[ContentError]:
    """The errors that stand in one of these files or name a place in it."""
    names = tuple(f"{name}:" for name in files)
    return [e for e in found if any(n in f"{e.place} {e.message}" for n in names)]


def _text(found: list[ContentError]) -> str:
    return "".join(f"{error}\n" for error in found)


def _json(found: list[ContentError]) -> str:
    listed = [
        {
            "path": error.place.file,
            "line": error.place.line,
            "column": error.place.column,
            "code": error.code,
            "severity": error.severity,
            "message": error.message,
            "remedy": error.remedy,
        }
        for error in found
    ]
    return json.dumps(listed, ensure_ascii=False, indent=1) + "\n"


def _github(found: list[ContentError]) -> str:
    """Workflow commands, which GitHub shows at the lines of a pull request."""
    return "".join(map(_annotation, found))


def _annotation(error: ContentError) -> str:
    place = error.place
    properties = {
        "file": place.file,
        "line": place.line,
        "col": place.column,
        "title": f"[{error.code}]",
    }
    named = ",".join(f"{key}={_property(str(value))}" for key, value in properties.items())
    return f"::{error.severity} {named}::{_data(f'{error.message}（{error.remedy}）')}\n"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


FORMATS: dict[str, Callable[[list[ContentError]], str]] = {
    "text": _text,
    "github": _github,
    "json": _json,
}
