"""The JSON Schemas of the content files, for YAML editors and for the form.

The models give the shape; the library gives the ids that a value may name.
`x-codes` says which error of ours it is when a value does not satisfy a keyword.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, TypeAlias

from pydantic import TypeAdapter
from pydantic.json_schema import GenerateJsonSchema
from typing_extensions import override

from .errors import Place, problem
from .library import TARGETS
from .model import FACETS, FILES, Entry, Goal, Tag
from .model.base import CODES, REF

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pydantic_core import core_schema

    from .errors import ContentError
    from .library import Library
    from .model import FileKind

Schema: TypeAlias = dict[str, Any]

# What a key holds, where its field does not say more.
_KEYS: dict[str, str] = {
    "answer": "回答のしかた",
    "aliases": "同じ意味で使われる言葉",
    "area": "地域",
    "blocks": "本文。段落・一覧・表などのまとまり",
    "boxes": "チェック欄",
    "by": "何で分けた表か",
    "by_method": "相談方法ごとの内訳。なければ null",
    "by_person": "相談者ごとの内訳。なければ null",
    "caption": "表の題",
    "cells": "表の値",
    "columns": "列の名前",
    "common_points": "共通するポイント",
    "consultations": "相談の件数。自治体どうしでは比べられません",
    "count": "件数。分からなければ null とし、理由を note に",
    "data": "データのファイルの名前",
    "derived": "印刷された値から計算した値",
    "difficulties": "このまとまりの困難さ",
    "difficulty": "困難さの id",
    "examples": "具体例",
    "field": "どの欄のことか",
    "findings": "調査から分かったこと",
    "goal": "目標（A～F）",
    "groups": "チェック欄のまとまり",
    "handling": "直接か委託か",
    "heading": "見出し",
    "hint_groups": "ヒントのまとまり",
    "hints": "支援のヒント",
    "how": "計算のしかた",
    "interview": "ヒアリングの 21 の問い",
    "items": "一覧の中身",
    "kind": "種類",
    "label": "表示名",
    "lead": "はじめに置く 1、2 文",
    "letter": "目標の文字（A～F）",
    "method": "手法の id",
    "methods": "手法",
    "misprints": "原資料の誤植と分かっている値",
    "multilayer": "重層的支援体制整備事業の実施状況",
    "n": "回答の数",
    "note": "補足。なければ null",
    "notes": "補足。原資料の矛盾や、値のない理由",
    "option": "選択肢",
    "ordered": "順序に意味があるか（true か false）",
    "parts": "歩みの段階",
    "passages": "資料の箇所の一覧",
    "percent": "印刷されている割合（％）",
    "period": "いつの件数か",
    "points": "目標のポイント",
    "programme": "国の事業の実施状況",
    "published": "発行年月。資料に記載がなければ null",
    "publisher": "発行者。資料に記載がなければ null",
    "question": "設問の文",
    "reading": "ひらがなの読み",
    "row": "行の名前",
    "rows": "行",
    "sections": "節",
    "since": "いつから。分からなければ null",
    "size": "自治体の規模",
    "stage": "行の 2 つめの名前。なければ空",
    "status": "実施しているか",
    "steps": "進め方",
    "subpoints": "ポイントの補足",
    "subtitle": "副題。なければ空",
    "suggestions": "委員からの助言",
    "tables": "表",
    "term": "言葉",
    "text": "本文。書式なしの文",
    "title": "題",
    "tools": "お役立ちツール",
    "unit": "単位",
    "value": "値",
    "window_type": "窓口の形",
}

# What is named by so many words that a list of them would bury the rest.
_UNLISTED = {"entry", "passage"}


class _Generator(GenerateJsonSchema):
    """Leaves out what pydantic makes of names in the code: readers of a schema see our words."""

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
    """The text of every schema by the name of its file."""
    return {
        f"{kind.name}.json": json.dumps(schema(kind, library), ensure_ascii=False, indent=1) + "\n"
        for kind in FILES
    }


def modeline(kind: FileKind) -> str:
    """The first line of a file of a kind, by which YAML editors find its schema."""
    up = "../" * (kind.pattern.count("/") + 1)
    return f"# yaml-language-server: $schema={up}schemas/{kind.name}.json"


def outdated(folder: Path, texts: dict[str, str]) -> dict[str, str]:
    """The files of a folder that are missing or not as they should be, with their texts."""
    return {
        name: text
        for name, text in texts.items()
        if not (folder / name).is_file() or (folder / name).read_text(encoding="utf-8") != text
    }


def faults(content: Path, library: Library) -> Iterator[ContentError]:
    """A warning at the first of the schemas beside a content folder that are not current."""
    folder = content.parent / "schemas"
    if folder.is_dir() and (stale := outdated(folder, schemas(library))):
        yield problem("stale-schema", Place(f"{folder.name}/{min(stale)}"), count=len(stale))


def schema(kind: FileKind, library: Library) -> Schema:
    """The schema of a kind of files, in draft 2020-12."""
    written = TypeAdapter(kind.holds).json_schema(schema_generator=_Generator)
    for node in nodes(written):
        for key, value in node.get("properties", {}).items():
            value.setdefault("description", _KEYS.get(key, ""))
        if (to := node.pop(REF, None)) and to not in _UNLISTED:
            values = _values(to, library)
            if "enum" not in node:
                node[CODES] = {**node[CODES], "enum": TARGETS[to].code}
            node["enum"] = list(values)
            node["enumDescriptions"] = list(values.values())
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **written}


def _values(to: str, library: Library) -> dict[str, str]:
    """What a reference may name, each with what it is called."""
    kind = TARGETS[to].type
    entries = (item.entry for item in library.items.values() if item.entry.type == kind)
    return {e.letter if isinstance(e, Goal) else e.id: _said(e) for e in entries}


def _said(entry: Entry) -> str:
    if isinstance(entry, Tag):
        return f"{entry.label}（{FACETS[entry.facet]}）: {entry.description}"
    return entry.caption


def nodes(node: Schema) -> Iterator[Schema]:
    """A schema and every schema inside it."""
    yield node
    inner = [*node.get("$defs", {}).values(), *node.get("properties", {}).values()]
    for word in ("anyOf", "oneOf", "allOf", "prefixItems"):
        inner += node.get(word, [])
    for found in (*inner, *([node["items"]] if "items" in node else [])):
        yield from nodes(found)
