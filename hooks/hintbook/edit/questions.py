"""The questions of `hintbook new` on a terminal: each is asked again after a bad answer."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from hintbook.edit.console import ask
from hintbook.edit.new import BadAnswerError, EntryTemplate, NewEntry, NewEntryOptions, create
from hintbook.edit.romaji import slug
from hintbook.model import TAG_FACETS
from hintbook.model.practice import DISCLOSURES

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

_PROMPTS = {
    "title": "題・名前",
    "reading": "読み（ひらがな）",
    "id": "id（半角の英小文字・数字・ハイフン）",
    "text": "本文（空のままでもよい）",
    "tags": "タグの id、いくつかあればコンマで区切る（空のままでもよい）",
    "source": "出典の id:箇所、出典にないものなら空（空のままでもよい）",
    "origin": "もとの資料の題・発行者・年（空のままでもよい）",
}
_REQUIRED = ("title", "reading", "id")
_CHOICES: dict[str, tuple[str, Mapping[str, str]]] = {
    "facet": ("面", TAG_FACETS),
    "disclosure": ("掲載の根拠", DISCLOSURES),
}


def create_asking(content: Path, template: EntryTemplate, options: NewEntryOptions) -> NewEntry:
    """Write a new entry, and ask for what is missing; raises `UsageError` or `ContentErrors`.

    On a terminal a bad answer is asked for again, and the others are kept.
    """
    for option in _missing(template, options):
        _answer(option, options)
    while True:
        try:
            return create(content, template, options)
        except BadAnswerError as refused:
            if not sys.stdin.isatty():
                raise
            print(refused, file=sys.stderr)
            _answer(refused.option, options)


def _missing(template: EntryTemplate, options: NewEntryOptions) -> Iterator[str]:
    """Yield what to ask for: without a terminal, and with a title, only what must not be missing."""
    known = template.model.model_fields
    asks_all = not options.title
    if not options.title:
        yield "title"
    named = options.id or template.numbered or slug(options.title)
    if not options.reading and (template.id_prefix or not named):
        yield "reading"
    if not sys.stdin.isatty():
        return
    if asks_all and template.text_field and not options.text:
        yield "text"
    if asks_all:
        yield from (o for o in ("tags", "source") if o in known and not getattr(options, o))
    if asks_all and "origin" in known and not options.source and not options.origin:
        yield "origin"
    yield from (o for o in _CHOICES if o in known and not getattr(options, o))


def _answer(option: str, options: NewEntryOptions) -> None:
    if option in _CHOICES:
        label, choices = _CHOICES[option]
        listed = "、".join(f"{value} {name}" for value, name in choices.items())
        answer = ask(f"{label}（{listed}）", f"--{option}", choices)
    else:
        answer = ask(_PROMPTS[option], f"--{option}" if option in _REQUIRED else "")
    setattr(options, option, answer)
