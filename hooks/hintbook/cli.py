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

if TYPE_CHECKING:
    from collections.abc import Sequence


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; 0 when content is sound, 1 when it has errors, 2 when it was misused."""
    if isinstance(sys.stdout, io.TextIOWrapper):  # a pipe on Windows may not know Japanese
        sys.stdout.reconfigure(errors="backslashreplace")
    options = _parser().parse_args(arguments)
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


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="hintbook", description="ひきこもり支援ヒントブックの内容を扱います。"
    )
    commands = parser.add_subparsers(dest="command", required=True, metavar="命令")
    checking = commands.add_parser("check", help="内容の誤りを、場所と直し方を添えてすべて示す")
    checking.add_argument(
        "content", nargs="?", type=Path, default=Path("content"), help="内容のフォルダー"
    )
    return parser
