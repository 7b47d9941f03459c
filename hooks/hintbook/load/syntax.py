"""PyYAML's syntax errors → where they are, in Japanese, with what to do."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from hintbook.errors import ContentError, Place, problem
from hintbook.load.decode import line_column

if TYPE_CHECKING:
    import yaml


class Mistake(NamedTuple):
    """What was typed instead of YAML, and what to do."""

    detail: str
    remedy: str


_QUOTE = '文を引用符で囲んでください（例: title: "…"）'
_WIDE_SPACES = {"\u3000": "全角の空白", "\u00a0": "改行しない空白"}
_START = r"[ \u3000\u00a0]*(?:[-・－―•] *)?"
# By what the line looks like.
_MISTAKES: tuple[tuple[re.Pattern[str], Mistake], ...] = tuple(
    (re.compile(pattern), mistake)
    for pattern, mistake in (
        (
            rf"{_START}[a-z_]+ ?：",
            Mistake("全角のコロン「：」があります。", "半角の「:」と半角空白にしてください"),
        ),
        *(
            (
                rf" *{space}|{_START}[a-z_]+:{space}",
                Mistake(f"字下げかコロンの後が、{name}です。", "半角空白に直してください"),
            )
            for space, name in _WIDE_SPACES.items()
        ),
        (
            r" *[・－―•]",
            Mistake(
                "一覧の行の頭が「- 」ではありません。",
                "行の頭を、半角の「-」と半角空白にしてください",
            ),
        ),
        (
            r"[^#]*(?:: |- )[［｛]",
            Mistake("全角の括弧があります。", "半角の [ ] か { } にしてください"),
        ),
        (
            r"""[^"']*(?:: |- |[\[,] ?)("[^"]*"|'[^']*')\s*[^\s,\]}:#]""",
            Mistake(
                "閉じた引用符の後に文字があります。",
                "文の中の引用符は「」にするか、文全体を ' ' で囲んでください",
            ),
        ),
        (
            r" *(?:- |[a-z_]+: +)+(?:[*&!>|%@`]|- |\? )",
            Mistake("文の先頭に、YAML の記号（* & ! > | % @ ` -）があります。", _QUOTE),
        ),
    )
)
# By a part of PyYAML's message.
_MESSAGES = {
    "mapping values are not allowed": Mistake(
        "文の中の「: 」が項目の区切りと読まれています。", _QUOTE
    ),
    "found unexpected end of stream": Mistake(
        "引用符や括弧が閉じていません。", "閉じる引用符か括弧を書き足してください"
    ),
    "did not find expected key": Mistake(
        "ここで項目名が始まるはずですが、字下げか記号が合っていません。",
        "字下げを、同じまとまりのほかの行とそろえてください",
    ),
    "could not find expected ':'": Mistake(
        "項目名の後にコロン（:）と半角空白がありません。", "「項目名: 値」の形にしてください"
    ),
    "did not find expected '-' indicator": Mistake(
        "一覧の行が「- 」で始まっていないか、字下げがずれています。",
        "行の頭の「- 」と字下げを、ほかの行とそろえてください",
    ),
    "cannot start any token": Mistake("この文字から値は始められません。", _QUOTE),
    "did not find expected ',' or ']'": Mistake(
        "角括弧 [ ] の一覧が閉じていないか、区切りのコンマが抜けています。",
        "閉じる ] か、半角の「, 」を書き足してください",
    ),
    "did not find expected ',' or '}'": Mistake(
        "波括弧 { } のまとまりが閉じていないか、区切りのコンマが抜けています。",
        "閉じる } か、半角の「, 」を書き足してください",
    ),
}
_OTHER = Mistake("", "字下げ、コロンの後の半角空白、引用符の閉じ忘れを確かめてください")


def mistake_in(line: str) -> Mistake | None:
    """Return the mistake that a line of YAML shows, None if it looks like any other."""
    return next((mistake for pattern, mistake in _MISTAKES if pattern.match(line)), None)


def syntax_error(failure: yaml.MarkedYAMLError, text: str, name: str) -> ContentError:
    """Return an error of PyYAML's as one of ours."""
    place = _place(failure, text, name)
    line = text.split("\n")[place.line - 1]
    message = f"{failure.context or ''} {failure.problem or ''}"
    known = (mistake for part, mistake in _MESSAGES.items() if part in message)
    mistake = mistake_in(line) or next(known, _OTHER)
    column = min(place.column, len(line) + 1)
    return problem("yaml-syntax", Place(name, place.line, column), **mistake._asdict())


def other_syntax_error(place: Place, detail: str = "") -> ContentError:
    """Return an error of which PyYAML does not say what it is."""
    return problem("yaml-syntax", place, detail=detail, remedy=_OTHER.remedy)


def _place(failure: yaml.MarkedYAMLError, text: str, name: str) -> Place:
    """Return the place of a syntax error.

    What is opened and not closed on the same line is shown where it is opened.
    """
    start, mark = failure.context_mark, failure.problem_mark or failure.context_mark
    if start and mark and start.line < mark.line and "block" not in (failure.context or ""):
        mark = start
    end = Place(name, *line_column(text, len(text.rstrip())))
    return min(end, Place(name, mark.line + 1, mark.column + 1)) if mark else end
