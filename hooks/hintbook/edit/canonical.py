"""Plain data as YAML in the one form that content files have.

Keys stand in the order of the model.  Every text stands on one line however
long it is, but for paragraphs, which stand in a block.  Lists of ids and names,
and a few small mappings, stand on one line; all else has a line an item.
A text is quoted only if another program could take it for something else.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from hintbook.model import Box, Passage, SourceRef
from hintbook.model.municipality import Multilayer
from hintbook.model.practice import ImplementedBy
from hintbook.model.shape import keys, model_for
from hintbook.model.survey import Derived, Misprint
from hintbook.model.topic import Figure

if TYPE_CHECKING:
    from hintbook.model import Model
    from hintbook.model.shape import Steps

_SMALL = frozenset({Box, Derived, Figure, ImplementedBy, Misprint, Multilayer, Passage, SourceRef})
_NAMES = frozenset(
    {"aliases", "at", "columns", "goals", "left_out", "methods", "related", "tags", "words"}
)
_INDENT = 2

# What YAML of any version takes for more than a text, dates left out: they are written plainly.
_AMBIGUOUS = re.compile(
    r"|~|null|true|false|yes|no|on|off|y|n|=|<<"
    r"|[-+]?(0[xob][0-9a-f_]+|\.?[0-9][0-9_.,:]*(e[-+]?[0-9]+)?|\.(inf|nan))",
    re.IGNORECASE,
)
_UNPLAIN = re.compile(r"""[-?:,\[\]{}#&*!|>'"%@`\s]|\.\.\.|.*(: |:$| #|\t|\s$)""")
_UNPLAIN_IN_FLOW = re.compile(r".*[:?,\[\]{}]")


@dataclass
class Line:
    """A line of a file, the nodes that begin on it, outer first, and the paragraphs below it."""

    indent: int
    text: str
    nodes: list[Steps]
    below: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        return "".join(f"{line}\n" for line in (" " * self.indent + self.text, *self.below))


def lines(data: Any, holds: Any, steps: Steps = ()) -> list[Line]:
    """The lines of plain data that an annotation describes, from the left margin."""
    return _collection(data, holds, steps, 0)


def _collection(data: Any, holds: Any, steps: Steps, indent: int) -> list[Line]:
    if isinstance(data, list):
        return [
            line
            for index, value in enumerate(data)
            for line in _node("-", value, holds, (*steps, index), indent)
        ]
    model = model_for(holds, data)
    return [
        line
        for key in _ordered(data, model)
        for line in _node(
            f"{_scalar(key, in_flow=True)}:",
            data[key],
            _annotation(model, key),
            (*steps, key),
            indent,
        )
    ]


def _node(head: str, value: Any, holds: Any, steps: Steps, indent: int) -> list[Line]:
    """The lines of an item of a list or of a key with its value."""
    if isinstance(value, str) and (block := _paragraphs(value, indent + _INDENT)):
        return [Line(indent, f"{head} {block[0]}", [steps], block[1:])]
    if not isinstance(value, (dict, list)) or _on_one_line(value, holds, steps):
        return [Line(indent, f"{head} {_inline(value, holds)}", [steps])]
    inner = _collection(value, holds, steps, indent + _INDENT)
    if head != "-":
        return [Line(indent, head, [steps]), *inner]
    first = inner[0]
    opened = Line(indent, f"- {first.text}", [steps, *first.nodes], first.below)
    return [opened, *inner[1:]]


def _on_one_line(value: Any, holds: Any, steps: Steps) -> bool:
    if not value:
        return True
    if isinstance(value, dict):
        return model_for(holds, value) in _SMALL
    if any(isinstance(item, (dict, list)) for item in value):
        return False
    in_a_list = len(steps) > 1 and isinstance(steps[-1], int)
    return in_a_list or (bool(steps) and steps[-1] in _NAMES)


def _inline(value: Any, holds: Any, *, in_flow: bool = False) -> str:
    if isinstance(value, list):
        return f"[{', '.join(_inline(item, holds, in_flow=True) for item in value)}]"
    if isinstance(value, dict):
        model = model_for(holds, value)
        pairs = (
            f"{_scalar(key, in_flow=True)}: "
            + _inline(value[key], _annotation(model, key), in_flow=True)
            for key in _ordered(value, model)
        )
        return f"{{{', '.join(pairs)}}}"
    return _scalar(value, in_flow=in_flow)


def _ordered(data: dict[str, Any], model: type[Model] | None) -> list[str]:
    """The keys of a mapping in the model's order; those it does not know come last."""
    known = [key for key in keys(model) if key in data] if model else []
    return list(dict.fromkeys((*known, *data)))


def _annotation(model: type[Model] | None, key: str) -> Any:
    found = model.model_fields.values() if model else ()
    names = zip(model.model_fields if model else (), found, strict=True)
    return next((info.annotation for name, info in names if key == (info.alias or name)), None)


def _scalar(value: object, *, in_flow: bool) -> str:
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
    """The header and the lines of a text in a block; none if it is no text of several lines."""
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
