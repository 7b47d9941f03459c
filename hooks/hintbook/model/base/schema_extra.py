"""What the annotations of a field add to its JSON Schema."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pydantic_core import core_schema

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
    from pydantic.json_schema import JsonSchemaValue

# Keywords of ours in the JSON Schemas.
CODES = "x-codes"  # error codes by the keyword that a value does not satisfy
REF = "x-ref"  # what a value refers to; `schema` replaces it by the ids that exist
FOLDED = "x-folded"  # the pattern beside it is for a text that `private_data.folded` returns
CITATION = "x-citation"  # whether a text may name people and contacts, as published
ASK = "x-ask"  # what the form says where a value is missing
RULES = "x-rules"  # rules between several fields, see `rules`


@dataclass(frozen=True, eq=False)
class SchemaExtra:
    """Extra JSON Schema keywords for a field."""

    keywords: Mapping[str, Any]

    def __get_pydantic_json_schema__(
        self, core: core_schema.CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        known = handler(core)
        codes = {**known.get(CODES, {}), **self.keywords.get(CODES, {})}
        return {**known, **self.keywords, **({CODES: codes} if codes else {})}


@dataclass(frozen=True)
class Ref:
    """Marks a field whose value refers to something else.

    to: the entry type that it refers to, "entry" for any type, "document" for a source,
        "passage" for a locator in the document beside it
    """

    to: str

    def __get_pydantic_json_schema__(
        self, core: core_schema.CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        return {**handler(core), REF: self.to}


@dataclass(frozen=True, eq=False)
class OneOf:
    """Restricts a text to the keys of `labels`; the JSON Schema gives each its label."""

    labels: Mapping[str, str]

    def __get_pydantic_core_schema__(
        self, _source: Any, _handler: GetCoreSchemaHandler
    ) -> core_schema.CoreSchema:
        return core_schema.literal_schema(list(self.labels))

    def __get_pydantic_json_schema__(
        self, core: core_schema.CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        return {**handler(core), **enumeration(self.labels)}


def enumeration(labels: Mapping[str, str]) -> dict[str, list[str]]:
    """Return the JSON Schema keywords for values with labels, as YAML editors show them."""
    return {"enum": list(labels), "enumDescriptions": list(labels.values())}
