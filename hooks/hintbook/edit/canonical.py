"""Plain data → YAML in the canonical form of content files.

Keys are in the order of the model.  A text is on one line, however long, except paragraphs,
which are a block.  Lists of ids and names, and a few small mappings, are on one line; other
lists have a line for each item.  A text is quoted only if YAML could read it as something else.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from hintbook.model import Box, Passage, SourceRef
from hintbook.model.base.introspection import keys, model_for
from hintbook.model.municipality import Multilayer
from hintbook.model.practice import ImplementedBy
from hintbook.model.survey import Derived, Misprint
from hintbook.model.topic import Figure

if TYPE_CHECKING:
    from hintbook.errors import Loc
    from hintbook.model import Model

_SMALL = frozenset({Box, Derived, Figure, ImplementedBy, Misprint, Multilayer, Passage, SourceRef})
_NAMES = frozenset(
    {"aliases", "at", "columns", "goals", "left_out", "methods", "related", "tags", "words"}
)
_INDENT = 2

# Texts that a YAML version reads as another type; dates are not among them.
_AMBIGUOUS = re.compile(
    r"|~|null|true|false|yes|no|on|off|y|n|=|<<"
    r"|[-+]?(0[xob][0-9a-f_]+|\.?[0-9][0-9_.,:]*(e[-+]?[0-9]+)?|\.(inf|nan))",
    re.IGNORECASE,
)
_UNPLAIN = re.compile(r"""[-?:,\[\]{}#&*!|>'"%@`\s]|\.\.\.|.*(: |:$| #|\t|\s$|"|'$)""")
_UNPLAIN_IN_FLOW = re.compile(r".*[:?,\[\]{}]")


@dataclass
class Line:
    """A line of a file: its indentation, text, the locs that begin on it (outer first), its block."""

    indent: int
    text: str
    nodes: list[Loc]
    below: list[str] = field(default_factory=list)

    @property
    def is_plain(self) -> bool:
        """Whether it ends in an unquoted value."""
        return not self.below and not self.text.endswith(('"', "]", "}", ":"))

    def __str__(self) -> str:
        return "".join(f"{line}\n" for line in (" " * self.indent + self.text, *self.below))


def lines(data: Any, annotation: Any, loc: Loc = (), indent: int = 0) -> list[Line]:
    """Return the lines of plain data; `annotation` is its type."""
    if isinstance(data, list):
        return [
            line
            for index, value in enumerate(data)
            for line in _node("-", value, annotation, (*loc, index), indent)
        ]
    model = model_for(annotation, data)
    return [
        line
        for key in _ordered(data, model)
        for line in _node(
            f"{scalar(key, in_flow=True)}:",
            data[key],
            _annotation(model, key),
            (*loc, key),
            indent,
        )
    ]


def _node(head: str, value: Any, annotation: Any, loc: Loc, indent: int) -> list[Line]:
    """Return the lines of a list item or of a key with its value."""
    if isinstance(value, str) and (block := _paragraphs(value, indent + _INDENT)):
        return [Line(indent, f"{head} {block[0]}", [loc], block[1:])]
    if not isinstance(value, (dict, list)) or _on_one_line(value, annotation, loc):
        return [Line(indent, f"{head} {_inline(value, annotation)}", [loc])]
    inner = lines(value, annotation, loc, indent + _INDENT)
    if head != "-":
        return [Line(indent, head, [loc]), *inner]
    first = inner[0]
    opened = Line(indent, f"- {first.text}", [loc, *first.nodes], first.below)
    return [opened, *inner[1:]]


def _on_one_line(value: Any, annotation: Any, loc: Loc) -> bool:
    if not value:
        return True
    if isinstance(value, dict):
        return model_for(annotation, value) in _SMALL
    if any(isinstance(item, (dict, list)) for item in value):
        return False
    in_a_list = len(loc) > 1 and isinstance(loc[-1], int)
    return in_a_list or (bool(loc) and loc[-1] in _NAMES)


def _inline(value: Any, annotation: Any, *, in_flow: bool = False) -> str:
    if isinstance(value, list):
        return f"[{', '.join(_inline(item, annotation, in_flow=True) for item in value)}]"
    if isinstance(value, dict):
        model = model_for(annotation, value)
        pairs = (
            f"{scalar(key, in_flow=True)}: "
            + _inline(value[key], _annotation(model, key), in_flow=True)
            for key in _ordered(value, model)
        )
        return f"{{{', '.join(pairs)}}}"
    return scalar(value, in_flow=in_flow)


def _ordered(data: dict[str, Any], model: type[Model] | None) -> list[str]:
    """Return the keys of a mapping in the order of the model, unknown keys last."""
    known = [key for key in keys(model) if key in data] if model else []
    return list(dict.fromkeys((*known, *data)))


def _annotation(model: type[Model] | None, key: str) -> Any:
    found = model.model_fields.values() if model else ()
    names = zip(model.model_fields if model else (), found, strict=True)
    return next((info.annotation for name, info in names if key == (info.alias or name)), None)


def scalar(value: object, *, in_flow: bool) -> str:
    """Return a value as YAML on one line; `in_flow`: as it may stand inside brackets, too."""
    if isinstance(value, str):
        plain = (
            not _UNPLAIN.match(value)
            and "\n" not in value
            and (_is_date(value) or not _AMBIGUOUS.fullmatch(value))
            and not (in_flow and _UNPLAIN_IN_FLOW.match(value))
        )
        return value if plain else json.dumps(value, ensure_ascii=False)
    return "null" if value is None else str(value).lower()


def _is_date(value: str) -> bool:
    return bool(re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", value))


def _paragraphs(value: str, indent: int) -> list[str]:
    """Return header and lines of a text as a block; [] for a text that cannot be one."""
    body = value.removesuffix("\n")
    unfit = body.startswith((" ", "\n")) or body.endswith("\n") or "\t" in body
    if (
        "\n" not in value
        or not body
        or unfit
        or any(line != line.rstrip(" ") for line in body.split("\n"))
    ):
        return []
    header = "|" if value.endswith("\n") else "|-"
    return [header, *(" " * indent + line if line else "" for line in body.split("\n"))]
