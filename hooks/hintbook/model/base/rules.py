"""Rules between the fields of one entry, as data.

A rule is written once at its model: `ModelWithRules` applies it, the JSON Schema carries it as
`x-rules`, and the form in the browser (docs/assets/js/contribute/check.js) applies it from there.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple

from typing_extensions import override

from hintbook.model.base.fields import parse_date, today
from hintbook.model.base.wording import PLACE_NAME

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterator

    from hintbook.errors import Loc


class Violation(NamedTuple):
    """A broken rule: where, its error code, and the values of its message."""

    loc: Loc
    code: str
    values: dict[str, Any]


@dataclass(frozen=True)
class Rule(ABC):
    """A rule between the fields of an entry; `name` is what the form knows it by."""

    name: ClassVar[str]

    @abstractmethod
    def violations(self, data: Mapping[str, Any]) -> Iterator[Violation]:
        """Yield what is wrong with the plain data of an entry, whatever its shape."""

    def as_json(self) -> dict[str, Any]:
        """Return the rule as a mapping with `rule` (its name) and its parameters."""
        return {"rule": self.name, **asdict(self)}

    def keywords(self) -> dict[str, Any]:
        """Return the rule as standard JSON Schema keywords, as far as they can express it."""
        return {}


@dataclass(frozen=True)
class ValueNeeds(Rule):
    """A value of the field `key` needs the field `other` to have the value in `needs`."""

    name = "value-needs"

    key: str
    other: str
    needs: Mapping[str, str]
    code: str

    @override
    def violations(self, data: Mapping[str, Any]) -> Iterator[Violation]:
        value = data.get(self.key)
        needed = self.needs.get(value) if isinstance(value, str) else None
        if needed and self.other in data and data[self.other] != needed:
            yield Violation((self.key,), self.code, {"value": value, self.other: needed})


@dataclass(frozen=True)
class AnyOf(Rule):
    """One of the fields `key` and `other` must be given."""

    name = "any-of"

    key: str
    other: str
    code: str = "missing-key"

    @override
    def violations(self, data: Mapping[str, Any]) -> Iterator[Violation]:
        if self.key not in data and data.get(self.other) is None:
            yield Violation((self.other,), self.code, {"key": self.key})

    @override
    def keywords(self) -> dict[str, Any]:
        return {"anyOf": [{"required": [self.key]}, {"required": [self.other]}]}


@dataclass(frozen=True)
class NotBefore(Rule):
    """The date in the field `key` must not be before that in the field `other`."""

    name = "not-before"

    key: str
    other: str
    code: str

    @override
    def violations(self, data: Mapping[str, Any]) -> Iterator[Violation]:
        later, earlier = _past_date(data.get(self.key)), _past_date(data.get(self.other))
        if later and earlier and later < earlier:
            yield Violation((self.key,), self.code, {"value": str(later), self.other: str(earlier)})


@dataclass(frozen=True)
class NoPlaceNames(Rule):
    """No text may name a place while the value at `unless_empty` is given; () stands for always."""

    name = "no-match"

    unless_empty: Loc = ()
    code: str = "named-place"
    pattern: str = PLACE_NAME.pattern

    @override
    def violations(self, data: Mapping[str, Any]) -> Iterator[Violation]:
        if not self.unless_empty or _value_at(data, self.unless_empty):
            for loc, value in scalars(data):
                if isinstance(value, str) and (match := PLACE_NAME.search(value)):
                    yield Violation(loc, self.code, {"value": match[0]})


def scalars(data: Any, loc: Loc = ()) -> Iterator[tuple[Loc, object]]:
    """Yield the values in plain data that are neither mapping nor list, each with its loc."""
    if isinstance(data, (dict, list)):
        for key, value in data.items() if isinstance(data, dict) else enumerate(data):
            yield from scalars(value, (*loc, key))
    else:
        yield loc, data


def _past_date(value: object) -> datetime.date | None:
    date = parse_date(value) if isinstance(value, str) else None
    return date if date and date <= today() else None


def _value_at(data: Any, loc: Loc) -> Any:
    """Return the value at `loc` in nested mappings, None where there is none."""
    for key in loc:
        data = data.get(key) if isinstance(data, Mapping) else None
    return data
