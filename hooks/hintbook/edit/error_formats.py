"""Errors and warnings as text, as GitHub annotations, and as JSON."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from hintbook.errors import ContentError


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
            "lines": error.lines,
        }
        for error in found
    ]
    return json.dumps(listed, ensure_ascii=False, indent=1) + "\n"


def _github(found: list[ContentError]) -> str:
    """Return workflow commands, which GitHub shows at the lines of a pull request."""
    return "".join(map(_workflow_command, found))


def _workflow_command(error: ContentError) -> str:
    place = error.place
    properties = {
        "file": place.file,
        "line": place.line,
        "col": place.column,
        "title": f"[{error.code}]",
    }
    parameters = ",".join(
        f"{key}={_escaped_property(str(value))}" for key, value in properties.items()
    )
    said = f"{error.message}（{error.remedy}）\n{error.lines}".rstrip("\n")
    return f"::{error.severity} {parameters}::{_escaped(said)}\n"


def _escaped(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _escaped_property(text: str) -> str:
    return _escaped(text).replace(":", "%3A").replace(",", "%2C")


FORMATS: dict[str, Callable[[list[ContentError]], str]] = {
    "text": _text,
    "github": _github,
    "json": _json,
}
