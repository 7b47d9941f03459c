"""What is wrong with the content, on the pages that are served while someone writes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from markupsafe import Markup

from .output import Page

if TYPE_CHECKING:
    from hintbook.errors import ContentErrors

_BODY = re.compile(r"<body[^>]*>")
# Only ever seen by the person who writes: it is no part of the site or of its styles.
_BANNER = Markup(
    '<section role="alert" style="position:sticky;top:0;z-index:9;max-height:50vh;overflow:auto;'
    'padding:1rem;background:#7a1420;color:#fff;font:16px/1.7 sans-serif">'
    "<strong>内容に誤りが {count} 件あります。直して保存すると、この知らせは消えます。"
    "それまでは、直前の正しい内容を表示しています。</strong><ul>{lines}</ul></section>"
)
_LINE = Markup("<li><code>{place}</code> {message}（{remedy}）</li>")


def with_trouble(html: str, trouble: ContentErrors) -> str:
    """A page with every error at its head."""
    lines = Markup().join(
        _LINE.format(place=str(error.place), message=error.message, remedy=error.remedy)
        for error in trouble.errors
    )
    banner = _BANNER.format(count=len(trouble.errors), lines=lines)
    return _BODY.sub(lambda body: body[0] + banner, html, count=1)


def stand_in() -> Page:
    """The home page of a site that has not yet had content without errors."""
    title = "まだ表示できる内容がありません"
    return Page(path="", title=title, html=f"<h1>{title}</h1>", description=title)
