"""The terminal: in Japanese, on Windows too, and silent where nobody looks."""

from __future__ import annotations

import argparse
import io
import sys
import time
from typing import TYPE_CHECKING, Any, NoReturn

from typing_extensions import override

from .files import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from hintbook.load import Progress

_PATIENCE = 1.0  # seconds that a command may take before it shows that it is at work


def speak_japanese() -> None:
    """Write UTF-8 whatever the console or pipe; what it cannot show does not stop a command."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")


def ask(asks: bool, what: str, flag: str = "") -> str:
    """What is typed; without a terminal the flag that was left out is named."""
    if not asks:
        raise UsageError(f"{what}が分かりません。{flag} を付けてください。")
    while True:
        print(f"{what}: ", end="", file=sys.stderr, flush=True)
        typed = input().strip()
        if typed or not flag:
            return typed


def progress() -> Progress:
    """Counts files on the terminal once a command takes long."""
    started = time.monotonic()
    shown = 0.0

    def show(done: int, total: int) -> None:
        nonlocal shown
        now = time.monotonic()
        if now - started > _PATIENCE and now - shown > 0.1 and sys.stderr.isatty():
            shown = now
            print(f"\r{done} / {total} ファイル", end="", file=sys.stderr, flush=True)
        if shown and done + 1 == total:
            print("\r" + " " * 30 + "\r", end="", file=sys.stderr, flush=True)

    return show


class _Help(argparse.RawDescriptionHelpFormatter):
    """Help with the examples as they are written."""

    @override
    def add_usage(
        self,
        usage: str | None,
        actions: Iterable[argparse.Action],
        groups: Iterable[Any],
        prefix: str | None = None,
    ) -> None:
        super().add_usage(usage, actions, groups, "使い方: " if prefix is None else prefix)


class Parser(argparse.ArgumentParser):
    """Says in Japanese what argparse says in English."""

    def __init__(self, **options: Any) -> None:
        super().__init__(add_help=False, formatter_class=_Help, **options)
        self.add_argument("-h", "--help", action="help", help="この説明を表示する")
        self._optionals.title = "オプション"
        self._positionals.title = "引数"

    @override
    def error(self, message: str) -> NoReturn:
        for english, japanese in _SAID.items():
            message = message.replace(english, japanese)
        self.exit(2, f"{self.format_usage()}{message}\n")


_SAID = {
    "ambiguous option": "どの引数か決まりません",
    " could match ": "。候補: ",
    "ignored explicit argument": "この引数に値は付けられません:",
    "not allowed with argument": "いっしょには使えない引数です:",
    "expected at least one argument": "値を 1 つ以上書いてください",
    "the following arguments are required": "足りない引数があります",
    "unrecognized arguments": "知らない引数です",
    "invalid choice": "選べない値です",
    "choose from": "選べる値:",
    "expected one argument": "値を書いてください",
    "invalid int value": "整数ではありません",
    "argument ": "引数 ",
}
