"""Content files in their one form: values and comments stay, the way of writing them changes."""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Any, NamedTuple

import yaml

from hintbook.errors import ContentErrors, Place, problem
from hintbook.load import LOADER, Parsed, decode, parse
from hintbook.schema import modeline

from .canonical import lines

if TYPE_CHECKING:
    from hintbook.model import FileKind
    from hintbook.model.shape import Steps

_WHOLE_LINE = 1 << 30
_MODELINE = "# yaml-language-server:"


class Comment(NamedTuple):
    """A comment, the line it stands on, from 1, and whether it has that line to itself."""

    line: int
    alone: bool
    text: str


def formatted(raw: bytes, name: str, kind: FileKind) -> str:
    """The text of a content file in its one form; raises `ContentErrors`."""
    parsed = parse(raw, name)
    found = list(comments(decode(raw, name)))
    text = f"{modeline(kind)}\n" + _woven(parsed, kind, found)
    if text.encode() != raw and not _same(parsed, found, text, name):
        raise ContentErrors([problem("unformattable", Place(name))])
    return text


def comments(text: str) -> list[Comment]:
    """The comments of a sound YAML document but for the line that names its schema."""
    taken: defaultdict[int, list[tuple[int, int]]] = defaultdict(list)
    for event in yaml.parse(text, Loader=LOADER):
        if isinstance(event, yaml.ScalarEvent):
            _take(event, taken)
    found = []
    for number, line in enumerate(text.split("\n")):
        signs = (match.start() for match in re.finditer(r"(?<!\S)#", line))
        at = next((n for n in signs if not any(a <= n < b for a, b in taken[number])), None)
        if at is not None and not line.startswith(_MODELINE, at):
            found.append(Comment(number + 1, not line[:at].strip(), line[at:].rstrip()))
    return found


def _take(event: yaml.ScalarEvent, taken: dict[int, list[tuple[int, int]]]) -> None:
    """Note on which columns of which lines, both from 0, a value stands."""
    start: Any = event.start_mark
    end: Any = event.end_mark
    for number in range(start.line, end.line + 1):
        first = start.column if number == start.line else 0
        last = end.column if number == end.line else _WHOLE_LINE
        if event.style in {"|", ">"} and number == start.line:
            last = first + 1  # the sign may have a comment after it
        taken[number].append((first, last))


def _woven(parsed: Parsed, kind: FileKind, found: list[Comment]) -> str:
    """The lines of a document, each with the comments that stood at it."""
    written = lines(parsed.data, kind.holds)
    starts = {
        steps: (parsed.keys.get(steps) or parsed.values[steps], len(steps))
        for line in written
        for steps in line.nodes
    }
    before: defaultdict[Steps, list[str]] = defaultdict(list)
    after: dict[Steps, str] = {}
    ordered = sorted(starts, key=starts.__getitem__)
    for comment in found:
        at = [steps for steps in ordered if starts[steps][0].line <= comment.line]
        if not comment.alone and at and at[-1] not in after:
            after[at[-1]] = comment.text
        elif comment.alone and not at:
            before[()].append(comment.text)
        else:
            follows = ordered[len(at)] if len(at) < len(ordered) else None
            before[follows or ("",)].append(comment.text)
    text = "".join(f"{comment}\n" for comment in before.pop((), []))
    for line in written:
        for steps in line.nodes:
            text += "".join(f"{' ' * line.indent}{comment}\n" for comment in before[steps])
            if steps in after:
                line.text += f"  {after[steps]}"
        text += str(line)
    return text + "".join(f"{comment}\n" for comment in before[("",)])


def _same(parsed: Parsed, found: list[Comment], text: str, name: str) -> bool:
    """Whether nothing but the way of writing has changed."""
    try:
        written = parse(text.encode(), name).data
    except ContentErrors:
        return False
    kept = Counter(c.text for c in comments(text)) == Counter(c.text for c in found)
    return kept and json.dumps(written, sort_keys=True) == json.dumps(parsed.data, sort_keys=True)
