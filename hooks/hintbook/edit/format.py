"""Content files → their canonical form, with the same values and comments."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from hintbook.edit.canonical import lines
from hintbook.errors import ContentErrors, Place, problem
from hintbook.load.yaml_reader import parse
from hintbook.model.base.introspection import is_text
from hintbook.schema import modeline

if TYPE_CHECKING:
    from hintbook.errors import Loc
    from hintbook.load.parsed import Comment, Parsed
    from hintbook.model import FileType

_MODELINE = "# yaml-language-server:"


def formatted(raw: bytes, name: str, file_type: FileType) -> str:
    """Return the canonical text of a content file; raises `ContentErrors`."""
    parsed = parse(raw, name)
    found = _comments(parsed)
    text = f"{modeline(file_type)}\n" + _with_comments(parsed, file_type, found)
    if text.encode() != raw and not _same(parsed, found, text, name):
        raise ContentErrors([problem("unformattable", Place(name))])
    return text


def _comments(parsed: Parsed) -> list[Comment]:
    """Return the comments of a file without the one that names the file's schema."""
    return [comment for comment in parsed.comments if not comment.text.startswith(_MODELINE)]


def _with_comments(parsed: Parsed, file_type: FileType, found: list[Comment]) -> str:
    """Return the document with each comment at its value: before an unquoted text, behind others."""
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
        at = [loc for loc in ordered if starts[loc][0].line <= comment.place.line]
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
            if loc in after and line.is_plain and is_text(file_type.root, loc):
                text += f"{' ' * line.indent}{after[loc]}\n"
            elif loc in after:
                line.text += f"  {after[loc]}"
        text += str(line)
    return text + "".join(f"{comment}\n" for comment in before[("",)])


def _same(parsed: Parsed, found: list[Comment], text: str, name: str) -> bool:
    """Return whether values and comments are the same."""
    try:
        written = parse(text.encode(), name)
    except ContentErrors:
        return False
    kept = Counter(c.text for c in _comments(written)) == Counter(c.text for c in found)
    same = json.dumps(written.data, sort_keys=True) == json.dumps(parsed.data, sort_keys=True)
    return kept and same
