"""Content files → their canonical form, with the same values and comments."""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Any, NamedTuple

import yaml

from hintbook.edit.canonical import lines
from hintbook.errors import ContentErrors, Place, problem
from hintbook.load.decode import decode
from hintbook.load.yaml_reader import LOADER, parse
from hintbook.schema import modeline

if TYPE_CHECKING:
    from hintbook.errors import Loc
    from hintbook.load.parsed import Parsed
    from hintbook.model import FileType

_WHOLE_LINE = 1 << 30
_MODELINE = "# yaml-language-server:"


class Comment(NamedTuple):
    """A comment: its line from 1, whether nothing else is on the line, its text."""

    line: int
    alone: bool
    text: str


def formatted(raw: bytes, name: str, file_type: FileType) -> str:
    """Return the canonical text of a content file; raises `ContentErrors`."""
    parsed = parse(raw, name)
    found = list(comments(decode(raw, name)))
    text = f"{modeline(file_type)}\n" + _with_comments(parsed, file_type, found)
    if text.encode() != raw and not _same(parsed, found, text, name):
        raise ContentErrors([problem("unformattable", Place(name))])
    return text


def comments(text: str) -> list[Comment]:
    """Return the comments of a valid YAML document, without the one that names its schema."""
    taken: defaultdict[int, list[tuple[int, int]]] = defaultdict(list)
    for event in yaml.parse(text, Loader=LOADER):
        if isinstance(event, yaml.ScalarEvent):
            _record(event, taken)
    found = []
    for number, line in enumerate(text.split("\n")):
        signs = (match.start() for match in re.finditer(r"(?<!\S)#", line))
        at = next((n for n in signs if not any(a <= n < b for a, b in taken[number])), None)
        if at is not None and not line.startswith(_MODELINE, at):
            found.append(Comment(number + 1, not line[:at].strip(), line[at:].rstrip()))
    return found


def _record(event: yaml.ScalarEvent, taken: dict[int, list[tuple[int, int]]]) -> None:
    """Record the columns of each line, both from 0, that a scalar covers."""
    start: Any = event.start_mark
    end: Any = event.end_mark
    for number in range(start.line, end.line + 1):
        first = start.column if number == start.line else 0
        last = end.column if number == end.line else _WHOLE_LINE
        if event.style in {"|", ">"} and number == start.line:
            last = first + 1  # the sign may have a comment after it
        taken[number].append((first, last))


def _with_comments(parsed: Parsed, file_type: FileType, found: list[Comment]) -> str:
    """Return the document with each comment at the value where it was."""
    written = lines(parsed.data, file_type.root)
    starts = {
        loc: (parsed.keys.get(loc) or parsed.values[loc], len(loc))
        for line in written
        for loc in line.nodes
    }
    before: defaultdict[Loc, list[str]] = defaultdict(list)
    after: dict[Loc, str] = {}
    ordered = sorted(starts, key=starts.__getitem__)
    for comment in found:
        at = [loc for loc in ordered if starts[loc][0].line <= comment.line]
        if not comment.alone and at and at[-1] not in after:
            after[at[-1]] = comment.text
        elif comment.alone and not at:
            before[()].append(comment.text)
        else:
            follows = ordered[len(at)] if len(at) < len(ordered) else None
            before[follows or ("",)].append(comment.text)
    text = "".join(f"{comment}\n" for comment in before.pop((), []))
    for line in written:
        for loc in line.nodes:
            text += "".join(f"{' ' * line.indent}{comment}\n" for comment in before[loc])
            if loc in after:
                line.text += f"  {after[loc]}"
        text += str(line)
    return text + "".join(f"{comment}\n" for comment in before[("",)])


def _same(parsed: Parsed, found: list[Comment], text: str, name: str) -> bool:
    """Return whether values and comments are the same."""
    try:
        written = parse(text.encode(), name).data
    except ContentErrors:
        return False
    kept = Counter(c.text for c in comments(text)) == Counter(c.text for c in found)
    return kept and json.dumps(written, sort_keys=True) == json.dumps(parsed.data, sort_keys=True)
