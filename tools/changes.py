"""Print what changed between two builds, as Markdown in Japanese: `python -m tools.changes OLD NEW`.

OLD and NEW are built sites, or their api/v1/entries.json; the links of NEW are checked if it
is a site. With `--address`, the address of the published site, titles are links to it.
Titles are code spans: in no other place is Markdown never read in them.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from pathlib import Path
from typing import Any, TypeAlias
from urllib.parse import quote, urljoin

from tools.links import broken_links

Entry: TypeAlias = dict[str, Any]

LIMIT = 50
FIELDS = {"title": "題名", "text": "本文", "tags": "タグ", "sources": "出典", "url": "アドレス"}
GONE = """\
> [!WARNING]
> 公開した id は、スライドや印刷物から引かれているかもしれません。id を変えただけなら、元に戻してください。
> 項目をなくすときは、取り下げたことと理由を `retired.yml` に書いてください。
"""


def main() -> int:
    """Print the report."""
    sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("old", type=Path)
    parser.add_argument("new", type=Path)
    parser.add_argument("--address", default="")
    options = parser.parse_args()
    broken = broken_links(options.new) if options.new.is_dir() else []
    print(report(_entries(options.old), _entries(options.new), broken, options.address))
    return 0


def report(
    old: dict[str, Entry], new: dict[str, Entry], broken: list[str], address: str = ""
) -> str:
    """Return Markdown that lists added, changed and removed entries, and broken links."""
    added = [_line(entry, address) for key, entry in new.items() if key not in old]
    gone = [_line(entry, address) for key, entry in old.items() if key not in new]
    changed = [
        f"{_line(entry, address)}: {'、'.join(fields)}"
        for key, entry in new.items()
        if key in old and (fields := _changed(old[key], entry))
    ]
    counts = (
        f"加わった項目 {len(added)} 件、変わった項目 {len(changed)} 件、"
        f"なくなった項目 {len(gone)} 件、つながらないリンク {len(broken)} 件"
    )
    parts = [
        "### 内容の変更",
        f"{counts}（全 {len(new):,} 項目）",
        _section("なくなった項目", gone, GONE),
        _section("つながらないリンク", [_code(line) for line in broken]),
        _section("加わった項目", added),
        _section("変わった項目", changed),
    ]
    return "\n\n".join(filter(None, parts))


def _entries(path: Path) -> dict[str, Entry]:
    file = path / "api/v1/entries.json" if path.is_dir() else path
    return {entry["id"]: entry for entry in json.loads(file.read_text(encoding="utf-8"))}


def _changed(old: Entry, new: Entry) -> list[str]:
    return [label for field, label in FIELDS.items() if old.get(field) != new.get(field)]


def _line(entry: Entry, address: str) -> str:
    title = _code(entry["title"])
    link = urljoin(address, quote(entry["url"], safe="/#"))
    return f"{f'[{title}]({link})' if address else title}（`{entry['id']}`）"


def _section(heading: str, lines: list[str], warning: str = "") -> str:
    if not lines:
        return ""
    more = [f"ほか {len(lines) - LIMIT} 件"] if len(lines) > LIMIT else []
    listed = "\n".join(f"- {line}" for line in lines[:LIMIT] + more)
    return "\n\n".join(filter(None, [f"#### {heading}", warning.rstrip(), listed]))


def _code(text: str) -> str:
    """Return text as a code span, whose fence is longer than any run of backticks in it."""
    line = " ".join(text.split())
    fence = "`" * (max(map(len, re.findall("`+", line)), default=0) + 1)
    return f"{fence} {line} {fence}" if "`" in line else f"{fence}{line}{fence}"


if __name__ == "__main__":
    sys.exit(main())
