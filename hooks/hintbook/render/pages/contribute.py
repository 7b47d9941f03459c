"""The form for a practice, built from the same JSON Schema as YAML editors use.

The script `hintbookForm` carries what the form's scripts need: the schema with its rules, the
messages, the ids and titles that are taken, and the passages of the sources.
"""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

from hintbook.library.references import TARGETS
from hintbook.load.decode import FORBIDDEN_CHARACTERS
from hintbook.load.validation import EXPECTED_TYPES, FOUND_TYPES
from hintbook.messages import MESSAGES
from hintbook.model import FILES, TAG_FACETS, Goal, MethodKind, Municipality, Practice, Source, Tag
from hintbook.model.base.fields import TO_WRITE
from hintbook.model.base.private_data import FOLDS
from hintbook.model.base.schema_extra import CODES, RULES
from hintbook.model.practice import ASPECTS, CATEGORIES
from hintbook.render.exports import search_scripts
from hintbook.render.outline import Heading
from hintbook.render.output import script, text_asset
from hintbook.render.publish.hashed_names import digest
from hintbook.render.templating import page
from hintbook.schema import modeline, schema, subschemas

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hintbook.render.output import Asset, Page
    from hintbook.render.site import Site
    from hintbook.schema import Schema

# What messages call types: those that the schema expects, by `format` or `type`; those of values.
_EXPECTED = {
    json: EXPECTED_TYPES[code]
    for json, code in {
        "string": "string_type",
        "array": "tuple_type",
        "object": "model_type",
        "date": "date_type",
    }.items()
}
_FOUND = {
    json: FOUND_TYPES[python]
    for json, python in {
        "string": str,
        "number": int,
        "boolean": bool,
        "array": list,
        "object": dict,
        "null": type(None),
    }.items()
}
# Error codes that check.js itself raises; those of fields and rules come out of the schema.
_GENERAL_CODES = (
    *("unknown-key", "missing-key", "wrong-type", "empty-value", "empty-text", "empty-list"),
    *("too-few", "too-many", "repeated-value", "invalid-value", "bad-date", "future-date"),
    *("control-character", "duplicate-id", "duplicate-title", "self-related", "unknown-passage"),
    "unfinished",
    *(target.code for target in TARGETS.values()),
)
_FILE_TYPE = next(each for each in FILES if each.root is Practice)
_ANCHORS = ("what", "who", "tags", "related", "origin", "name", "preview", "send", "by-hand")


def pages(site: Site) -> Iterator[Page]:
    """Yield the form."""
    yield page(
        site,
        "contribute/form.html",
        "contribute/practice/",
        title="実践例を投稿する",
        description="現場のよい取組を、フォームに書いて、実践例として投稿できます。",
        outline=tuple(map(Heading, _ANCHORS)),
        scripts=(
            "search/analyzer",
            "contribute/check",
            "contribute/yaml",
            "contribute/reading",
            "contribute/form",
        ),
        styles=("contribute",),
        needs_index=True,
        lazy_values=lambda: _values(site),
    )


def assets(site: Site) -> Iterator[Asset]:
    """Yield the script with the form's data."""
    path, code = _data_script(site)
    yield text_asset(path, code)


def _values(site: Site) -> dict[str, object]:
    """Return what the template needs."""
    library = site.library
    shape = schema(_FILE_TYPE, library)
    return {
        "data": _data_script(site)[0],
        "folder": search_scripts.index(site).folder,
        "search_scripts": search_scripts.QUERY_SCRIPTS,
        "keys": shape["properties"],
        "aspects": ASPECTS,
        "categories": CATEGORIES,
        "implementers": _choices(shape["$defs"]["ImplementedBy"]["properties"]["kind"]),
        "disclosures": _choices(shape["properties"]["disclosure"]),
        "facets": {
            label: [tag for tag in library.all(Tag) if tag.facet == facet]
            for facet, label in TAG_FACETS.items()
        },
        "tags": library.all(Tag),
        "goals": sorted(library.all(Goal), key=lambda goal: goal.letter),
        "methods": library.all(MethodKind),
        "municipalities": sorted(library.all(Municipality), key=lambda m: m.number),
        "sources": sorted(library.all(Source), key=lambda source: source.number),
        "modeline": modeline(_FILE_TYPE),
    }


@functools.lru_cache(maxsize=1)
def _data_script(site: Site) -> tuple[str, str]:
    """Return path and code of the script with the form's data; the path changes with the code."""
    code = script("hintbookForm", _data(site))
    return f"assets/contribute/{digest(code.encode())}.js", code


def _choices(node: Schema) -> dict[str, str]:
    """Return the values of an enumeration with their names, null left out."""
    found = node["anyOf"][0] if "anyOf" in node else node
    return dict(zip(found["enum"], found["enumDescriptions"], strict=True))


def _data(site: Site) -> dict[str, object]:
    """Return what the form's scripts need."""
    library = site.library
    form_schema = schema(_FILE_TYPE, library)
    return {
        "schema": form_schema,
        "folds": FOLDS,
        "forbidden": FORBIDDEN_CHARACTERS,
        "toWrite": TO_WRITE,
        "expectedTypes": _EXPECTED,
        "foundTypes": _FOUND,
        "messages": {code: MESSAGES[code][:2] for code in _codes(form_schema)},
        "links": [target.code for target in TARGETS.values()],
        "modeline": modeline(_FILE_TYPE),
        "ids": list(library.items),
        "titles": {practice.title: practice.id for practice in library.all(Practice)},
        "passages": {source.id: source.labels for source in library.all(Source)},
        "repository": site.settings.repository,
    }


def _codes(form_schema: Schema) -> list[str]:
    """Return the error codes that a practice in the form can have."""
    found = dict.fromkeys(_GENERAL_CODES)
    for node in subschemas(form_schema):
        found |= dict.fromkeys(node.get(CODES, {}).values())
        found |= dict.fromkeys(rule["code"] for rule in node.get(RULES, ()))
    return list(found)
