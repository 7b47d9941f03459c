"""What a release promises for ever: `python release.py SITE` writes it down from a built site.

`permalinks.lock` lists every address, `api.lock.json` the ids and the shape of
the open data.  Promises are only added: a site that breaks an earlier one is
refused, and the broken ones are named.
"""

from __future__ import annotations

import csv
import json
import sys
from pathlib import Path
from typing import Any

PROJECT = Path(__file__).parent.parent
ADDRESSES = PROJECT / "permalinks.lock"
DATA = PROJECT / "api.lock.json"


def addresses(site: Path) -> list[str]:
    """Every address of a built site, such as scenes/1/#s1-h01."""
    return (site / "api/v1/addresses.txt").read_text(encoding="utf-8").split("\n")[:-1]


def data(site: Path) -> dict[str, dict[str, Any]]:
    """The open data of a built site: types by id, key paths by schema, columns by table."""
    api = site / "api/v1"
    entries = json.loads((api / "entries.json").read_text(encoding="utf-8"))
    shapes = {file.stem: _shape(file) for file in sorted((api / "schemas").glob("*.json"))}
    tables = {file.stem: _columns(file) for file in sorted(api.glob("*.csv"))}
    types = {entry["id"]: entry["type"] for entry in entries}
    return {"types": dict(sorted(types.items())), "shapes": shapes, "tables": tables}


def broken(promised: dict[str, dict[str, Any]], now: dict[str, dict[str, Any]]) -> list[str]:
    """What was promised and is not so any more."""
    found = [
        f"the entry {key} was a {kind}, is {now['types'].get(key, 'gone')}"
        for key, kind in promised["types"].items()
        if now["types"].get(key) != kind
    ]
    for name, shape in promised["shapes"].items():
        here = now["shapes"].get(name, {})
        found += [
            f"{name}: {path} was {kind}, is {here.get(path, 'gone')}"
            for path, kind in shape.items()
            if here.get(path) != kind
        ]
    for name, columns in promised["tables"].items():
        left = now["tables"].get(name, [])
        found += [f"{name}.csv: the column {c} is gone" for c in columns if c not in left]
    return found


def _shape(file: Path) -> dict[str, str]:
    schema = json.loads(file.read_text(encoding="utf-8"))
    return dict(sorted(_paths(schema, schema.get("$defs", {}), "")))


def _paths(node: dict[str, Any], defs: dict[str, Any], path: str) -> list[tuple[str, str]]:
    """Every key path below a schema with the JSON types that may stand there."""
    found: dict[str, set[str]] = {}
    for one in _alternatives(node, defs):
        found.setdefault(path, set()).add(str(one.get("type", "any")))
        for key, value in one.get("properties", {}).items():
            for inner, kinds in _paths(value, defs, f"{path}.{key}"):
                found.setdefault(inner, set()).update(kinds.split("|"))
        if "items" in one:
            for inner, kinds in _paths(one["items"], defs, f"{path}[]"):
                found.setdefault(inner, set()).update(kinds.split("|"))
    return [(key, "|".join(sorted(kinds))) for key, kinds in found.items()]


def _alternatives(node: dict[str, Any], defs: dict[str, Any]) -> list[dict[str, Any]]:
    if "$ref" in node:
        return _alternatives(defs[node["$ref"].rpartition("/")[2]], defs)
    either = None if "type" in node else node.get("anyOf") or node.get("oneOf")
    return [one for each in either for one in _alternatives(each, defs)] if either else [node]


def _columns(file: Path) -> list[str]:
    with file.open(encoding="utf-8-sig", newline="") as lines:
        return next(csv.reader(lines), [])


def main(site: Path) -> int:
    """Write the lock files; 1 when an earlier promise is broken."""
    now, here = data(site), set(addresses(site))
    kept = set(ADDRESSES.read_text(encoding="utf-8").split()) if ADDRESSES.exists() else set()
    faults = broken(json.loads(DATA.read_text(encoding="utf-8")), now) if DATA.exists() else []
    faults += [f"the address {lost} is gone: write a redirect" for lost in sorted(kept - here)]
    if faults:
        print("\n".join(faults), file=sys.stderr)
        return 1
    ADDRESSES.write_text("\n".join(sorted(here)) + "\n", encoding="utf-8")
    DATA.write_text(json.dumps(now, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
