"""The content as open data under /api/v1/.

`entries.json` lists a summary of every entry.  `types/<type>.json` and `entries/<id>.json` give
entries in full: `content` is the entry as in the content files, in the shape of its model.
There is a JSON Schema for each shape.

Other programs rely on it: under /api/v1/ names and shapes are only added.
"""

from __future__ import annotations

import json
from functools import cache, partial
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel, ConfigDict, Field
from pydantic.json_schema import GenerateJsonSchema

from hintbook.render.address import API_FOLDER, address, data_path, permalink
from hintbook.render.exports import openapi
from hintbook.render.output import Asset

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from pydantic.json_schema import JsonSchemaValue
    from pydantic_core.core_schema import WithDefaultSchema

    from hintbook.model import Entry
    from hintbook.render.site import Site

_DIALECT = "https://json-schema.org/draft/2020-12/schema"


class _Data(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class _Shape(GenerateJsonSchema):
    """Omits defaults: they are for writers of the data, and need not satisfy their own schema."""

    def default_schema(self, schema: WithDefaultSchema) -> JsonSchemaValue:
        shape = self.generate_inner(schema["schema"])
        if schema.get("default") == ():  # a list that may be left out is published empty
            shape.pop("minItems", None)
        return shape


class Passages(_Data):
    """Passages of one source document."""

    document: str = Field(description="出典の id")
    at: tuple[str, ...] = Field(description="出典の中の箇所")


class Summary(_Data):
    """A summary of an entry; `url` is relative to the site's root."""

    id: str = Field(description="項目の id。変わりません")
    type: str = Field(description="項目の種類")
    title: str = Field(description="単独で示すときの名前")
    url: str = Field(description="いま載っているページ。サイトの先頭からの相対")
    text: str = Field(description="項目の文。段落は空行で区切ります")
    tags: tuple[str, ...] = Field(description="タグの id")
    sources: tuple[Passages, ...] = Field(description="もとになった資料と箇所")


class FullEntry(Summary):
    """An entry in full."""

    permalink: str = Field(description="変わらないアドレス。サイトの先頭からの相対")
    citation: str = Field(description="引用するときの表記")
    parent: str | None = Field(description="この項目を含む項目の id")
    related: tuple[str, ...] = Field(description="原資料か編集部が関連付けた項目の id")
    content: dict[str, Any] = Field(description="内容ファイルにある項目そのもの")


class RetiredEntry(_Data):
    """An entry that was retired."""

    id: str = Field(description="項目の id。ほかの項目に使われることはありません")
    date: str = Field(description="取り下げた日", json_schema_extra={"format": "date"})
    reason: str = Field(description="取り下げた理由")
    addresses: tuple[str, ...] = Field(description="載っていたアドレス。サイトの先頭からの相対")
    instead: str | None = Field(description="代わりに読めるところ。サイトの先頭からの相対")


def assets(site: Site) -> Iterator[Asset]:
    """Yield lists, single entries, and the schemas that describe them."""
    entries = [item.entry for item in site.library.items.values()]
    types = {entry.type: type(entry) for entry in entries}
    full = cache(lambda entry_id: full_entry(site, site.library[entry_id]))
    line = cache(lambda entry_id: _json(full(entry_id)))

    def short(entry: Entry) -> str:
        return _json({key: full(entry.id)[key] for key in Summary.model_fields})

    def of_type(kind: str) -> str:
        return _list(line(entry.id) for entry in entries if entry.type == kind)

    yield _file(f"{API_FOLDER}entries.json", lambda: _list(map(short, entries)))
    for kind in types:
        yield _file(f"{API_FOLDER}types/{kind}.json", partial(of_type, kind))
    for entry in entries:
        yield _file(data_path(entry.id), partial(line, entry.id))
    retired = [_json(entry.model_dump()) for entry in _retired_entries(site)]
    yield _file(f"{API_FOLDER}retired.json", lambda: _list(retired))
    yield _file(f"{API_FOLDER}schemas/summary.json", lambda: _json(_schema(Summary)))
    yield _file(f"{API_FOLDER}schemas/retired.json", lambda: _json(_schema(RetiredEntry)))
    for kind, model in types.items():
        yield _file(f"{API_FOLDER}schemas/{kind}.json", partial(_written_schema, model))
    yield _file(f"{API_FOLDER}openapi.json", lambda: _json(openapi.description(site, list(types))))


def full_entry(site: Site, entry: Entry) -> dict[str, Any]:
    """Return an entry in full as plain JSON values; see `FullEntry`."""
    library = site.library
    parent = library.parent(entry)
    return FullEntry(
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
        citation=site.full_citation(entry),
        parent=parent.id if parent else None,
        related=tuple(link.target.id for link in library.links.get(entry.id, ())),
        content=entry.model_dump(mode="json", by_alias=True),
    ).model_dump()


def _retired_entries(site: Site) -> Iterator[RetiredEntry]:
    for located in site.library.retired:
        retired = located.value
        for entry_id in retired.ids:
            yield RetiredEntry(
                id=entry_id,
                date=retired.date.isoformat(),
                reason=retired.reason,
                addresses=retired.addresses,
                instead=retired.instead,
            )


def _json(value: object) -> str:
    """Return JSON in one line: indenting takes Python three times as long."""
    return json.dumps(value, ensure_ascii=False)


def _list(lines: Iterable[str]) -> str:
    """Return a JSON list of serialised values, one a line."""
    return "[\n" + ",\n".join(lines) + "\n]"


def _file(path: str, write: Callable[[], str]) -> Asset:
    def read() -> bytes:
        return f"{write()}\n".encode()

    return Asset(path, read)


def _schema(model: type[BaseModel]) -> dict[str, Any]:
    return {"$schema": _DIALECT, **_shape(model)}


def _shape(model: type[BaseModel]) -> dict[str, Any]:
    return model.model_json_schema(mode="serialization", schema_generator=_Shape)


@cache
def _written_schema(model: type[Entry]) -> str:
    """Return the schema of an entry in full: `content` has the shape of its model."""
    schema, content = _schema(FullEntry), _shape(model)
    schema["title"] = model.type_label
    schema["properties"]["type"]["const"] = model.type
    schema["$defs"] |= content.pop("$defs", {})
    schema["properties"]["content"] = content
    return _json(schema)
