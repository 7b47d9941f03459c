"""Input and output on a terminal, in Japanese."""

from __future__ import annotations

import argparse
import io
import sys
import time
from typing import TYPE_CHECKING, Any, NoReturn

from typing_extensions import override

from hintbook.edit.files import UsageError

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from hintbook.load.files import Progress

_SHOW_AFTER = 1.0  # seconds after which a command shows its progress


def speak_japanese() -> None:
    """Write UTF-8 to any console or pipe; characters that it lacks do not stop a command."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")


def ask(what: str, flag: str = "", choices: Collection[str] = ()) -> str:
    """Return what is typed after a prompt; with a `flag`, ask until it is not empty.

    choices: ask until it is one of them
    Raises `UsageError`, which names the flag, without a terminal.
    """
    if not sys.stdin.isatty():
        raise UsageError(f"{what}が分かりません。{flag} を付けてください。")
    while True:
        print(f"{what}: ", end="", file=sys.stderr, flush=True)
        typed = input().strip()
        if typed in choices or not (choices or (flag and not typed)):
            return typed


def progress() -> Progress:
    """Return a callback that counts files on the terminal once a command takes long."""
    started = time.monotonic()
    shown = 0.0

    def show(done: int, total: int) -> None:
        nonlocal shown
        now = time.monotonic()
        if now - started > _SHOW_AFTER and now - shown > 0.1 and sys.stderr.isatty():
            shown = now
            print(f"\r{done} / {total} ファイル", end="", file=sys.stderr, flush=True)
        if shown and done + 1 == total:
            print("\r" + " " * 30 + "\r", end="", file=sys.stderr, flush=True)

    return show


class _Help(argparse.RawDescriptionHelpFormatter):
    """Keeps line breaks in examples, and says usage in Japanese."""

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
    """An argument parser with Japanese messages."""

    def __init__(self, **options: Any) -> None:
        super().__init__(add_help=False, formatter_class=_Help, **options)
        self.add_argument("-h", "--help", action="help", help="この説明を表示する")
        self._optionals.title = "オプション"
        self._positionals.title = "引数"

    @override
    def error(self, message: str) -> NoReturn:
        for english, japanese in _TRANSLATIONS.items():
            message = message.replace(english, japanese)
        self.exit(2, f"{self.format_usage()}{message}\n")


_TRANSLATIONS = {
    "ambiguous option": "どの引数か決まりません",
    " could match ": "。候補: ",
    "ignored explicit argument": "この引数に値は付けられません:",
    "not allowed with argument": "一緒には使えない引数です:",
    "expected at least one argument": "値を 1 つ以上書いてください",
    "the following arguments are required": "足りない引数があります",
    "unrecognized arguments": "知らない引数です",
    "invalid choice": "選べない値です",
    "choose from": "選べる値:",
    "expected one argument": "値を書いてください",
    "invalid int value": "整数ではありません",
    "argument ": "引数 ",
}
