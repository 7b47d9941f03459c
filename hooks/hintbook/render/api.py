"""The content as open data under /api/v1/.

`entries.json` is the short list of every entry.  `types/<type>.json` and
`entries/<id>.json` give entries whole: `content` is the entry as the content
files hold it, shaped as the model of its type.  Beside them lie a JSON Schema
for each shape, and an OpenAPI description of it all.

Whoever reads this data relies on it: names and shapes only ever grow under
/api/v1/.
"""

from __future__ import annotations

import json
from functools import cache
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel, ConfigDict, Field
from pydantic.json_schema import GenerateJsonSchema

from . import citation, feed
from .address import address, permalink
from .output import Asset
from .tables import TABLES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pydantic.json_schema import JsonSchemaValue
    from pydantic_core.core_schema import WithDefaultSchema

    from hintbook.model import Entry

    from .site import Site

FOLDER = "api/v1/"
# As NOTICE says: the licence of the code does not cover the content.
_RIGHTS = (
    "ライセンスの対象外です（もとの資料の権利は、それぞれの権利者にあります。引用は原資料から）"
)
_DIALECT = "https://json-schema.org/draft/2020-12/schema"


class _Data(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class _Shape(GenerateJsonSchema):
    """Schemas of what is read: a default is for writers, and need not fit its own schema."""

    def default_schema(self, schema: WithDefaultSchema) -> JsonSchemaValue:
        return self.generate_inner(schema["schema"])


class Passages(_Data):
    """Passages of one source document."""

    document: str = Field(description="出典の id")
    at: tuple[str, ...] = Field(description="出典のなかの箇所")


class Summary(_Data):
    """What a list says of an entry.  `url` is relative to the site's root."""

    id: str = Field(description="項目の id。変わりません")
    type: str = Field(description="項目の種類")
    title: str = Field(description="単独で示すときの名前")
    url: str = Field(description="いま載っている頁。サイトの根からの相対")
    text: str = Field(description="項目の文。段落は空行で区切ります")
    tags: tuple[str, ...] = Field(description="タグの id")
    sources: tuple[Passages, ...] = Field(description="もとになった資料と箇所")


class Whole(Summary):
    """An entry with everything known of it."""

    permalink: str = Field(description="変わらないアドレス。サイトの根からの相対")
    citation: str = Field(description="引用するときの表記")
    parent: str | None = Field(description="この項目を含む項目の id")
    related: tuple[str, ...] = Field(description="原資料か編集部が関連付けた項目の id")
    content: dict[str, Any] = Field(description="内容ファイルにある項目そのもの")


class Gone(_Data):
    """An entry that was taken down."""

    id: str = Field(description="項目の id。ほかの項目に使われることはありません")
    date: str = Field(description="取り下げた日", json_schema_extra={"format": "date"})
    reason: str = Field(description="取り下げた理由")
    addresses: tuple[str, ...] = Field(description="載っていたアドレス。サイトの根からの相対")
    instead: str | None = Field(description="代わりに読めるところ。サイトの根からの相対")


def outputs(site: Site) -> Iterator[Asset]:
    """Lists, single entries, tables, and what describes them."""
    entries = [item.entry for item in site.library.items.values()]
    types = {entry.type: type(entry) for entry in entries}
    whole = {entry.id: whole_of(site, entry) for entry in entries}
    lines = {entry_id: _json(each) for entry_id, each in whole.items()}
    short = ({key: each[key] for key in Summary.model_fields} for each in whole.values())
    yield _file("entries.json", _list(map(_json, short)))
    for kind in types:
        of_kind = (lines[entry_id] for entry_id, each in whole.items() if each["type"] == kind)
        yield _file(f"types/{kind}.json", _list(of_kind))
    for entry_id, line in lines.items():
        yield _file(f"entries/{entry_id}.json", line)
    yield _file("retired.json", _list(_json(gone.model_dump()) for gone in _gone(site)))
    yield _file("schemas/summary.json", _json(_schema(Summary)))
    yield _file("schemas/retired.json", _json(_schema(Gone)))
    for kind, model in types.items():
        yield _file(f"schemas/{kind}.json", _json(_whole_schema(model)))
    for name, table in TABLES.items():
        yield Asset(f"{FOLDER}{name}.csv", table.data(site))
    yield _file("openapi.json", _json(_description(site, list(types))))


def whole_of(site: Site, entry: Entry) -> dict[str, Any]:
    """An entry with everything known of it, as plain JSON values."""
    library = site.library
    parent = library.parent(entry)
    return Whole(
        id=entry.id,
        type=entry.type,
        title=site.name(entry),
        url=site.href("", address(library, entry)),
        text="\n\n".join(entry.texts()),
        tags=tuple(tag.id for tag in library.tags(entry)),
        sources=tuple(
            Passages(document=source.id, at=reference.at)
            for source, reference in library.sources(entry)
        ),
        permalink=site.href("", permalink(entry)),
        citation=site.citation(entry).replace(citation.URL_SLOT, site.permanent_url(entry)),
        parent=parent.id if parent else None,
        related=tuple(link.target.id for link in library.links.get(entry.id, ())),
        content=entry.model_dump(mode="json", by_alias=True),
    ).model_dump()


def _gone(site: Site) -> Iterator[Gone]:
    for note in site.library.retired:
        said = note.said
        for entry_id in said.ids:
            yield Gone(
                id=entry_id,
                date=said.date.isoformat(),
                reason=said.reason,
                addresses=said.addresses,
                instead=said.instead,
            )


def _json(value: object) -> str:
    """In one line: with indents it takes Python thrice as long."""
    return json.dumps(value, ensure_ascii=False)


def _list(lines: Iterable[str]) -> str:
    """A list of values that are written already, each in a line of its own."""
    return "[\n" + ",\n".join(lines) + "\n]"


def _file(name: str, text: str) -> Asset:
    return Asset(f"{FOLDER}{name}", f"{text}\n".encode())


def _schema(model: type[BaseModel]) -> dict[str, Any]:
    return {"$schema": _DIALECT, **_shape(model)}


def _shape(model: type[BaseModel]) -> dict[str, Any]:
    return model.model_json_schema(mode="serialization", schema_generator=_Shape)


@cache
def _whole_schema(model: type[Entry]) -> dict[str, Any]:
    """The schema of a whole entry: `content` is shaped as its type's model."""
    schema, content = _schema(Whole), _shape(model)
    schema["title"] = model.type_label
    schema["properties"]["type"]["const"] = model.type
    schema["$defs"] |= content.pop("$defs", {})
    schema["properties"]["content"] = content
    return schema


def _description(site: Site, types: list[str]) -> dict[str, Any]:
    """The OpenAPI description: plain files, read with GET."""
    choice = {"name": "type", "in": "path", "required": True, "schema": {"enum": types}}
    which = _parameter("id", "項目の id")
    any_whole = {"oneOf": [{"$ref": f"schemas/{kind}.json"} for kind in types]}
    a_schema = {"type": "object"}
    paths = {
        "/entries.json": _get(
            "listEntries",
            "すべての項目の一覧",
            {"type": "array", "items": {"$ref": "schemas/summary.json"}},
        ),
        "/types/{type}.json": _get(
            "listEntriesOfType",
            "ある種類の項目のすべて",
            {"type": "array", "items": any_whole},
            choice,
        ),
        "/entries/{id}.json": _get("getEntry", "一つの項目のすべて", any_whole, which),
        "/retired.json": _get(
            "listRetiredEntries",
            "取り下げた項目の一覧",
            {"type": "array", "items": {"$ref": "schemas/retired.json"}},
        ),
        "/schemas/summary.json": _get("getSummarySchema", "一覧の項目の JSON Schema", a_schema),
        "/schemas/retired.json": _get("getRetiredSchema", "取り下げた項目の JSON Schema", a_schema),
        "/schemas/{type}.json": _get("getSchema", "項目の JSON Schema", a_schema, choice),
        "/addresses.txt": _get(
            "listAddresses",
            "サイトのすべてのアドレス。1行に1つ、サイトの根からの相対。"
            "項目ごとのファイル（entries/ と id/ の QR コード）は、省いてあります",
            {"type": "string"},
            of="text/plain",
        ),
    }
    paths |= _elsewhere(site)
    for name, table in TABLES.items():
        paths[f"/{name}.csv"] = _get(
            f"get{name.capitalize()}Table",
            f"{table.label}の表（UTF-8、BOM 付き）",
            {"type": "string"},
            of="text/csv",
        )
    return {
        "openapi": "3.1.0",
        "info": {
            "title": f"{site.settings.name} オープンデータ",
            "version": "1.0.0",
            "description": "静的なファイルだけで成り立つ、読み取り専用のデータです。"
            "名前と形は /api/v1/ のあいだ変わらず、増えることだけがあります。",
            "license": {"name": _RIGHTS},
        },
        "servers": [{"url": f"{site.settings.url or '/'}{FOLDER.rstrip('/')}"}],
        "paths": paths,
    }


def _elsewhere(site: Site) -> dict[str, Any]:
    """The data that lies beside the pages it belongs to, below the site's root."""
    table, section = _parameter("table", "調査の表の id"), _parameter("section", "節の id")
    number = _parameter("number", "節のなかで、表が何番目のまとまりか", "integer")
    a_table, a_feed = {"of": "text/csv"}, {"of": "application/atom+xml"}
    text = {"type": "string"}
    paths = {
        "/survey/data/{table}-wide.csv": _get(
            "getSurveyTable", "調査の表（表の形、UTF-8、BOM 付き）", text, table, **a_table
        ),
        "/survey/data/{table}-tidy.csv": _get(
            "getSurveyValues", "調査の表（1行に1つの値、UTF-8、BOM 付き）", text, table, **a_table
        ),
        "/survey/data/{table}.json": _get(
            "getSurveyTableNotes", "調査の表の設問、回答者、出典", {"type": "object"}, table
        ),
        "/topics/data/{section}-{number}.csv": _get(
            "getTopicTable",
            "基礎知識の表（UTF-8、BOM 付き）。どの表があるかは addresses.txt にあります",
            text,
            section,
            number,
            **a_table,
        ),
        f"/{feed.PATH}": _get(
            "getFeed", "新しく加わった実践例と、見直した実践例（Atom）", text, **a_feed
        ),
    }
    root = [{"url": site.settings.url.rstrip("/") or "/"}]
    return {path: {"servers": root} | said for path, said in paths.items()}


def _parameter(name: str, label: str, kind: str = "string") -> dict[str, Any]:
    schema = {"type": kind}
    return {"name": name, "in": "path", "required": True, "description": label, "schema": schema}


def _get(
    name: str,
    label: str,
    schema: dict[str, Any],
    *parameters: dict[str, Any],
    of: str = "application/json",
) -> dict[str, Any]:
    """How a file is read.  Only one that is chosen by a parameter can be missing."""
    found = {"200": {"description": label, "content": {of: {"schema": schema}}}}
    called = {"operationId": name, "summary": label}
    if not parameters:
        return {"get": called | {"responses": found}}
    missing = {"404": {"description": "その項目や種類はありません"}}
    return {"get": called | {"parameters": list(parameters), "responses": found | missing}}
