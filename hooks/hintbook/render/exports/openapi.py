"""openapi.json: the OpenAPI description of the open data."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from hintbook.render.address import API_FOLDER
from hintbook.render.exports import feed
from hintbook.render.exports.csv_tables import tables

if TYPE_CHECKING:
    from hintbook.render.site import Site

# As NOTICE says: the licence of the code does not cover the content.
_RIGHTS = (
    "ライセンスの対象外です（もとの資料の権利は、それぞれの権利者にあります。引用は原資料から）"
)


def description(site: Site, types: list[str]) -> dict[str, Any]:
    """Return the description of the open data: plain files, read with GET.

    types: the entry types of the content
    """
    choice = {"name": "type", "in": "path", "required": True, "schema": {"enum": types}}
    which = _parameter("id", "項目の id")
    any_entry = {"oneOf": [{"$ref": f"schemas/{name}.json"} for name in types]}
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
            {"type": "array", "items": any_entry},
            choice,
        ),
        "/entries/{id}.json": _get("getEntry", "一つの項目のすべて", any_entry, which),
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
            "サイトのすべてのアドレス。1行に1つ、サイトの先頭からの相対。"
            "項目ごとのファイル（entries/ と id/ の QR コード）は、省いてあります",
            {"type": "string"},
            of="text/plain",
        ),
    }
    paths |= _beside_pages(site)
    for export, type_ in tables():
        paths[f"/{export.name}.csv"] = _get(
            f"get{export.name.capitalize()}Table",
            f"{type_.type_label}の表（UTF-8、BOM 付き）",
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
        "servers": [{"url": f"{site.settings.url or '/'}{API_FOLDER.rstrip('/')}"}],
        "paths": paths,
    }


def _beside_pages(site: Site) -> dict[str, Any]:
    """Return the paths of data that lies beside its page, below the site's root."""
    table, section = _parameter("table", "調査の表の id"), _parameter("section", "節の id")
    number = _parameter("number", "節の中で、表が何番目のまとまりか", "integer")
    a_table, a_feed = {"of": "text/csv"}, {"of": "application/atom+xml"}
    text = {"type": "string"}
    paths = {
        "/survey/data/{table}-wide.csv": _get(
            "getSurveyTable", "調査の表（表の形、UTF-8、BOM 付き）", text, table, **a_table
        ),
        "/survey/data/{table}-tidy.csv": _get(
            "getSurveyValues", "調査の表（1行に1つの値、UTF-8、BOM 付き）", text, table, **a_table
        ),
        "/survey/data/{table}-page.csv": _get(
            "getSurveyTableAsShown",
            "調査の表（ページの表と同じ向き、UTF-8、BOM 付き）",
            text,
            table,
            **a_table,
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
    return {path: {"servers": root} | operations for path, operations in paths.items()}


def _parameter(name: str, label: str, type_: str = "string") -> dict[str, Any]:
    schema = {"type": type_}
    return {"name": name, "in": "path", "required": True, "description": label, "schema": schema}


def _get(
    name: str,
    label: str,
    schema: dict[str, Any],
    *parameters: dict[str, Any],
    of: str = "application/json",
) -> dict[str, Any]:
    """Return the operation that reads a file; only a path with parameters can answer 404."""
    found = {"200": {"description": label, "content": {of: {"schema": schema}}}}
    called = {"operationId": name, "summary": label}
    if not parameters:
        return {"get": called | {"responses": found}}
    missing = {"404": {"description": "その項目や種類はありません"}}
    return {"get": called | {"parameters": list(parameters), "responses": found | missing}}
