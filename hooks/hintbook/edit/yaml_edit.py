"""Changes of single values in YAML text; everything else stays as written, comments too."""

from __future__ import annotations

import copy
import re
from collections import defaultdict
from typing import TYPE_CHECKING, Any

import yaml

from hintbook.edit.canonical import scalar
from hintbook.edit.files import UsageError
from hintbook.errors import ContentErrors
from hintbook.load.decode import decode
from hintbook.load.yaml_reader import LOADER, parse

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from hintbook.errors import Loc, Place


class YamlEdit:
    """A YAML document with values to be set and removed, by loc."""

    def __init__(self, raw: bytes, name: str) -> None:
        self._name = name
        self._text = decode(raw, name)
        self._parsed = parse(raw, name)
        self._lines = self._text.split("\n")
        self._set: dict[Loc, str] = {}
        self._removed: set[Loc] = set()
        self._renamed: dict[Loc, str] = {}

    def set(self, loc: Loc, value: str) -> None:
        """Set a text; a mapping may get a key that it does not have."""
        self._set[self._written(loc)] = value

    def remove(self, loc: Loc) -> None:
        """Remove an item of a list, or a key with its value."""
        self._removed.add(self._written(loc))

    def rename(self, loc: Loc, key: str) -> None:
        """Give a value of a mapping another key."""
        self._renamed[loc] = key

    def text(self) -> str | None:
        """Return the changed document, None if no item is left in it.

        Raises `UsageError` where the text is written in a way that cannot be changed safely.
        """
        data = self._changed_data()
        if not data:
            return None
        text = self._text
        for start, end, new in sorted(self._edits(), reverse=True):
            text = text[:start] + new + text[end:]
        try:
            written = parse(text.encode(), self._name).data
        except ContentErrors:
            written = None
        if written != data:
            places = sorted(
                self._parsed.place(loc) for loc in (*self._set, *self._removed, *self._renamed)
            )
            listed = "、".join(map(str, places))
            raise UsageError(
                f"見慣れない書き方のため、書き換えられません（{listed}）。手で直してください。"
            )
        return text

    def _written(self, loc: Loc) -> Loc:
        """Return a loc without the 0 of a single value that stands for a list of one."""
        found: Loc = ()
        for step in loc:
            here = _value(self._parsed.data, found)
            if isinstance(here, dict if isinstance(step, str) else list):
                found = (*found, step)
        return found

    def _changed_data(self) -> Any:
        data = copy.deepcopy(self._parsed.data)
        for loc, value in self._set.items():
            _value(data, loc[:-1])[loc[-1]] = value
        for loc in sorted(self._removed, reverse=True):
            del _value(data, loc[:-1])[loc[-1]]
            # A block of lines would be null without items; what is on one line is [].
            if not _value(data, loc[:-1]) and len(loc) > 1 and not self._is_flow(loc[:-1]):
                del _value(data, loc[:-2])[loc[-2]]
        for loc, key in self._renamed.items():
            here = _value(data, loc[:-1])
            here[key] = here.pop(loc[-1])
        return data

    def _edits(self) -> Iterator[tuple[int, int, str]]:
        """Yield the changes of the text: start, end, what stands there afterwards."""
        ends = _ends(self._text)
        for loc, value in self._set.items():
            written = scalar(value, in_flow=True)
            if loc in self._parsed.values:
                start = self._offset(loc)
                yield start, ends[start], written
            else:
                last = [*_value(self._parsed.data, loc[:-1])][-1]
                end = ends[self._offset((*loc[:-1], last))]
                indent = " " * (self._parsed.key_place((*loc[:-1], last)).column - 1)
                parted = ", " if self._is_flow(loc[:-1]) else f"\n{indent}"
                yield end, end, f"{parted}{loc[-1]}: {written}"
        for loc, key in self._renamed.items():
            start = self._start(loc)
            yield start, ends[start], scalar(key, in_flow=True)
        removed: defaultdict[Loc, set[Loc]] = defaultdict(set)
        for loc in self._removed:
            removed[loc[:-1]].add(loc)
        for loc, gone in removed.items():
            here = _value(self._parsed.data, loc)
            steps = here if isinstance(here, dict) else range(len(here))
            kept = [(*loc, step) for step in steps if (*loc, step) not in gone]
            if self._is_flow(loc):
                start = self._offset(loc)
                inside = (self._text[self._start(one) : ends[self._offset(one)]] for one in kept)
                opening, closing = self._text[start], self._text[ends[start] - 1]
                yield start, ends[start], f"{opening}{', '.join(inside)}{closing}"
            else:
                yield from map(self._block, gone if kept else [loc])

    def _is_flow(self, loc: Loc) -> bool:
        return self._text[self._offset(loc)] in "[{" if loc in self._parsed.values else False

    def _offset(self, loc: Loc) -> int:
        return self._index(self._parsed.place(loc))

    def _start(self, loc: Loc) -> int:
        """Return where a list item or a key begins."""
        return self._index(self._parsed.key_place(loc))

    def _index(self, place: Place) -> int:
        return sum(len(line) + 1 for line in self._lines[: place.line - 1]) + place.column - 1

    def _block(self, loc: Loc) -> tuple[int, int, str]:
        """Return the removal of the lines of a list item, or of a key with its value."""
        head = f"{loc[-1]}:" if isinstance(loc[-1], str) else "-"
        first = self._parsed.key_place(loc).line - 1
        indent = self._lines[first].find(head)
        after = first + 1
        for number, line in enumerate(self._lines[after:], start=after):
            if line.strip() and not self._continues(line, indent, head):
                break
            after = number + 1 if line.strip() else after
        start, end = (sum(len(each) + 1 for each in self._lines[:n]) for n in (first, after))
        return start, end, ""

    @staticmethod
    def _continues(line: str, indent: int, head: str) -> bool:
        own = len(line) - len(line.lstrip(" "))
        return own > indent or (head != "-" and own == indent and line[own:].startswith("- "))


def _value(data: Any, loc: Loc) -> Any:
    for step in loc:
        data = data[step]
    return data


def _ends(text: str) -> dict[int, int]:
    """Return the end of every scalar, and of every list and mapping in brackets, by its start."""
    ends: dict[int, int] = {}
    opened: list[int] = []
    events: Iterable[Any] = yaml.parse(text, Loader=LOADER)
    for event in events:
        start, end = event.start_mark.index, event.end_mark.index
        if isinstance(event, yaml.ScalarEvent):
            ends[start] = start + len(text[start:end].rstrip())
        elif isinstance(event, yaml.CollectionStartEvent):
            opened.append(start)
        elif isinstance(event, yaml.CollectionEndEvent):
            begun = opened.pop()
            if re.match(r"[\[{]", text[begun : begun + 1]):
                ends[begun] = end
    return ends
