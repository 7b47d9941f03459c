"""The command `hintbook`: what editors run."""

from __future__ import annotations

import argparse
import io
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from . import render
from .errors import ContentErrors
from .library import open_library
from .schema import outdated, schemas

if TYPE_CHECKING:
    from collections.abc import Sequence


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; 0 when content is sound, 1 when it has errors, 2 when it was misused."""
    if isinstance(sys.stdout, io.TextIOWrapper):  # a pipe on Windows may not know Japanese
        sys.stdout.reconfigure(errors="backslashreplace")
    options = _parser().parse_args(arguments)
    if options.command == "schema":
        return schema(options.content, options.folder, only_check=options.check)
    return check(options.content)


def check(content: Path) -> int:
    """Print every error and warning of a content folder."""
    if not content.is_dir():
        print(f"フォルダー {content} がありません。", file=sys.stderr)
        return 2
    try:
        library = open_library(content)
        render.check(library)
    except ContentErrors as found:
        print(found)
        print(f"誤りが {len(found.errors)} 件あります。")
        return 1
    for warning in library.warnings:
        print(warning)
    print(f"誤りはありません（{len(library.items)} 項目、注意 {len(library.warnings)} 件）。")
    return 0


def schema(content: Path, folder: Path, *, only_check: bool) -> int:
    """Write the JSON Schemas that are not current; with `only_check` print them, ending with 1."""
    try:
        stale = outdated(folder, schemas(open_library(content)))
    except ContentErrors as found:
        print(found)
        return 1
    for name, text in stale.items():
        if only_check:
            print(
                f"{folder / name} が内容と合っていません。python -m hintbook schema で書き直せます。"
            )
        else:
            folder.mkdir(exist_ok=True)
            (folder / name).write_text(text, encoding="utf-8", newline="\n")
            print(f"{folder / name} を書きました。")
    return int(only_check and bool(stale))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="hintbook", description="ひきこもり支援ヒントブックの内容を扱います。"
    )
    commands = parser.add_subparsers(dest="command", required=True, metavar="命令")
    checking = commands.add_parser("check", help="内容の誤りを、場所と直し方を添えてすべて示す")
    checking.add_argument(
        "content", nargs="?", type=Path, default=Path("content"), help="内容のフォルダー"
    )
    writing = commands.add_parser(
        "schema", help="YAML エディターのための JSON Schema を schemas/ に書き出す"
    )
    writing.add_argument("content", nargs="?", type=Path, default=Path("content"))
    writing.add_argument("--folder", type=Path, default=Path("schemas"), help="書き出すフォルダー")
    writing.add_argument(
        "--check", action="store_true", help="書き出さず、古いものがあれば 1 で終わる"
    )
    return parser
