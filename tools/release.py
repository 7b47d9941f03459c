"""Write the lock files of a release from a built site: `python -m tools.release SITE`.

`permalinks.lock` lists every address of a page, an anchor or a file; `api.lock.json` the ids
and the shape of the open data.  Entries are only added: a site that lacks an earlier one is
refused, and what is missing is printed.  Retired entries count as present.
"""

from __future__ import annotations

import csv
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

PROJECT = Path(__file__).parent.parent
ADDRESSES = PROJECT / "permalinks.lock"
DATA = PROJECT / "api.lock.json"
# The type in `types` of a retired entry.
RETIRED = "retired"


def addresses(site: Path) -> list[str]:
    """Return every address of a built site, such as scenes/1/#s1-h01."""
    return (site / "api/v1/addresses.txt").read_text(encoding="utf-8").split("\n")[:-1]


def missing_addresses(promised: Iterable[str], site: Path) -> list[str]:
    """Return the promised addresses that have no page, no redirect and no retirement in a site.

    A retired page covers all its anchors.
    """
    retired = {place for entry in _retired(site) for place in entry["addresses"]}
    here = {*addresses(site), *retired}
    return sorted(
        one for one in promised if one not in here and one.partition("#")[0] not in retired
    )


def data(site: Path) -> dict[str, Any]:
    """Return ids and shape of the open data of a built site.

    `types` by entry id; `shapes` (JSON types) and `values` (constants) by schema and key path;
    the columns of `tables`; the `paths` of the OpenAPI description.
    """
    api = site / "api/v1"
    # The files of renamed entries, too.
    types = {file.stem: _read(file)["type"] for file in (api / "entries").glob("*.json")}
    types |= {entry["id"]: RETIRED for entry in _retired(site)}
    schemas = {file.stem: _read(file) for file in sorted((api / "schemas").glob("*.json"))}
    return {
        "types": dict(sorted(types.items())),
        "shapes": {name: shape(schema) for name, schema in schemas.items()},
        "values": {name: values(schema) for name, schema in schemas.items()},
        "tables": {file.stem: _columns(file) for file in sorted(api.glob("*.csv"))},
        "paths": sorted(_read(api / "openapi.json")["paths"]),
    }


def shape(schema: dict[str, Any]) -> dict[str, str]:
    """Return the JSON types at every key path of a schema, such as `null|string date!`.

    The format follows the type; `!` marks a required key.
    """
    return {place.path: place.kind for place in _sorted_places(schema)}


def values(schema: dict[str, Any]) -> dict[str, list[Any]]:
    """Return the sorted values at every key path that allows only certain ones."""
    return {place.path: place.values for place in _sorted_places(schema) if place.values}


def broken_promises(promised: dict[str, Any], now: dict[str, Any]) -> list[str]:
    """Return a line for each promise that the data breaks; additions break none."""
    found = [
        f"the entry {key} was a {kind}, is {now['types'].get(key, 'gone')}"
        for key, kind in promised["types"].items()
        if now["types"].get(key) not in {kind, RETIRED}
    ]
    for name, kinds in promised["shapes"].items():
        here = now["shapes"].get(name, {})
        found += [
            f"{name}: {path} was {kind}, is {here.get(path, 'gone')}"
            for path, kind in kinds.items()
            if not _keeps(kind, here.get(path, "gone"))
        ]
    for name, places in promised["values"].items():
        here = now["values"].get(name, {})
        found += [
            f"{name}: {path} could be {value}, can not any more"
            for path, known in places.items()
            for value in known
            if value not in here.get(path, ())
        ]
    for name, columns in promised["tables"].items():
        found += _moved(name, columns, now["tables"].get(name, []))
    found += [f"the path {path} is gone" for path in promised["paths"] if path not in now["paths"]]
    return found


def _keeps(promised: str, now: str) -> bool:
    """Return whether the types at a key path are still among the promised ones."""
    kinds, always = (set(promised.rstrip("!").split("|")), promised.endswith("!"))
    return {*now.rstrip("!").split("|")} <= kinds and (now.endswith("!") or not always)


def _moved(name: str, promised: list[str], now: list[str]) -> list[str]:
    """Return the missing columns, and the first that has moved: clients may count columns."""
    gone = [f"{name}.csv: the column {one} is gone" for one in promised if one not in now]
    kept = [one for one in promised if one in now]
    moved = [one for one, other in zip(kept, now, strict=False) if one != other]
    return gone + [f"{name}.csv: the column {one} has moved" for one in moved[:1]]


class _Place(NamedTuple):
    """A key path of a schema with its types and values."""

    path: str
    kind: str
    values: list[Any]


def _sorted_places(schema: dict[str, Any]) -> list[_Place]:
    return sorted(_places(schema, schema.get("$defs", {}), ""), key=lambda place: place.path)


def _places(
    node: dict[str, Any], defs: dict[str, Any], path: str, mark: str = ""
) -> Iterator[_Place]:
    """Yield every key path below a schema once, with alternatives merged."""
    either = _alternatives(node, defs)
    yield _Place(path, "|".join(sorted({*map(_kind, either)})) + mark, _values(either))
    objects = [one for one in either if one.get("type") == "object"]
    for key in dict.fromkeys(key for one in objects for key in one.get("properties", {})):
        inner = [one["properties"][key] for one in objects if key in one.get("properties", {})]
        always = all(key in one.get("required", ()) for one in objects)
        yield from _places({"anyOf": inner}, defs, f"{path}.{key}", "!" if always else "")
    if items := [one["items"] for one in either if "items" in one]:
        yield from _places({"anyOf": items}, defs, f"{path}[]")


def _kind(node: dict[str, Any]) -> str:
    return f"{node.get('type', 'any')} {node.get('format', '')}".strip()


def _values(either: list[dict[str, Any]]) -> list[Any]:
    found = [node.get("enum", [node["const"]] if "const" in node else []) for node in either]
    return sorted({value for each in found for value in each}, key=str)


def _alternatives(node: dict[str, Any], defs: dict[str, Any]) -> list[dict[str, Any]]:
    if "$ref" in node:
        return _alternatives(defs[node["$ref"].rpartition("/")[2]], defs)
    either = None if "type" in node else node.get("anyOf") or node.get("oneOf")
    return [one for each in either for one in _alternatives(each, defs)] if either else [node]


def _retired(site: Path) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = _read(site / "api/v1/retired.json")
    return found


def _read(file: Path) -> Any:
    return json.loads(file.read_text(encoding="utf-8"))


def _columns(file: Path) -> list[str]:
    with file.open(encoding="utf-8-sig", newline="") as lines:
        return next(csv.reader(lines), [])


def main(site: Path) -> int:
    """Write the lock files; return 1 if an earlier promise is broken."""
    now = data(site)
    kept = ADDRESSES.read_text(encoding="utf-8").split() if ADDRESSES.exists() else []
    faults = broken_promises(_read(DATA), now) if DATA.exists() else []
    faults += [
        f"the address {one} is gone: write a redirect, or that it was taken down"
        for one in missing_addresses(kept, site)
    ]
    if faults:
        print("\n".join(faults), file=sys.stderr)
        return 1
    lines = sorted({*kept, *addresses(site)})
    ADDRESSES.write_text("\n".join(lines) + "\n", encoding="utf-8")
    DATA.write_text(json.dumps(now, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
