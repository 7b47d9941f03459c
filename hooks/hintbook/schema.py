"""The JSON Schemas of the content files, for YAML editors and for the form.

The models give the shape, the library the ids that a value may refer to.  Keywords of ours are
described in `model.base.schema_extra`.
"""

from __future__ import annotations

import functools
import json
from copy import deepcopy
from typing import TYPE_CHECKING, Any, TypeAlias

from pydantic import TypeAdapter
from pydantic.json_schema import GenerateJsonSchema
from typing_extensions import override

from hintbook.errors import Place, problem
from hintbook.library.references import TARGETS
from hintbook.model import FILES, TAG_FACETS, Entry, Goal, Tag
from hintbook.model.base.schema_extra import CODES, REF

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from pydantic_core import core_schema

    from hintbook.errors import ContentError
    from hintbook.library import Library
    from hintbook.model import FileType

Schema: TypeAlias = dict[str, Any]

# References to these are not listed: there are too many.
_UNLISTED = {"entry", "passage", "tagged"}


class _Generator(GenerateJsonSchema):
    """Omits titles and descriptions from names and docstrings of the code: editors see Japanese."""

    @override
    def field_title_should_be_set(self, schema: Any) -> bool:
        return False

    @override
    def model_schema(self, schema: core_schema.ModelSchema) -> Schema:
        written = super().model_schema(schema)
        written.pop("description", None)
        written.pop("title", None)
        if label := getattr(schema["cls"], "type_label", None):
            written["title"] = label
        return written


def schemas(library: Library) -> dict[str, str]:
    """Return the text of every schema by file name."""
    return {
        f"{file_type.name}.json": json.dumps(
            schema(file_type, library), ensure_ascii=False, indent=1
        )
        + "\n"
        for file_type in FILES
    }


def modeline(file_type: FileType) -> str:
    """Return the first line of a file, by which YAML editors find its schema."""
    up = "../" * (file_type.pattern.count("/") + 1)
    return f"# yaml-language-server: $schema={up}schemas/{file_type.name}.json"


def editor_settings(text: str) -> str:
    """Return the settings of VS Code in `text` with the schema of every type of file."""
    settings = json.loads(text)
    settings["yaml.schemas"] = {
        f"./schemas/{file_type.name}.json": f"content/{file_type.pattern}"
        for file_type in sorted(FILES, key=lambda file_type: file_type.name)
        if file_type.pattern.endswith(".yml")
    }
    return json.dumps(settings, ensure_ascii=False, indent=2) + "\n"


def outdated(texts: Mapping[Path, str]) -> dict[Path, str]:
    """Return the files, with their texts, that are missing or have other texts."""
    return {
        path: text
        for path, text in texts.items()
        if not path.is_file() or path.read_text(encoding="utf-8") != text
    }


def stale_schemas(content: Path, library: Library) -> Iterator[ContentError]:
    """Yield a warning if schemas beside a content folder are not current."""
    folder = content.parent / "schemas"
    if not folder.is_dir():
        return
    stale = outdated({folder / name: text for name, text in schemas(library).items()})
    if stale:
        first = min(path.name for path in stale)
        yield problem("stale-schema", Place(f"{folder.name}/{first}"), count=len(stale))


def schema(file_type: FileType, library: Library) -> Schema:
    """Return the schema of a type of file, in draft 2020-12."""
    written = deepcopy(_shape(file_type.root))
    for node in subschemas(written):
        if (to := node.pop(REF, None)) and to not in _UNLISTED:
            values = _values(to, library)
            if "enum" not in node:
                node[CODES] = {**node.get(CODES, {}), "enum": TARGETS[to].code}
            node["enum"] = list(values)
            node["enumDescriptions"] = list(values.values())
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **written}


@functools.cache
def _shape(root: Any) -> Schema:
    """Return the schema of a type as pydantic gives it: the same for any content, and slow to make."""
    return TypeAdapter(root).json_schema(schema_generator=_Generator)


def _values(to: str, library: Library) -> dict[str, str]:
    """Return the values that a reference may have, each with its label."""
    type_ = TARGETS[to].type
    entries = (item.entry for item in library.items.values() if item.entry.type == type_)
    return {e.letter if isinstance(e, Goal) else e.id: _label(e) for e in entries}


def _label(entry: Entry) -> str:
    if isinstance(entry, Tag):
        return f"{entry.label}（{TAG_FACETS[entry.facet]}）: {entry.description}"
    return entry.caption


def subschemas(node: Schema) -> Iterator[Schema]:
    """Yield a schema and every schema inside it."""
    yield node
    inner = [*node.get("$defs", {}).values(), *node.get("properties", {}).values()]
    for word in ("anyOf", "oneOf", "allOf", "prefixItems"):
        inner += node.get(word, [])
    for found in (*inner, *([node["items"]] if "items" in node else [])):
        yield from subschemas(found)
