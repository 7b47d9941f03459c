"""The banners that show errors and drafts on the pages that `mkdocs serve` shows."""

from __future__ import annotations

import contextlib
import re
import sysconfig
import traceback
from typing import TYPE_CHECKING

from markupsafe import Markup

from hintbook.errors import ContentErrors, limited
from hintbook.render.address import address
from hintbook.render.output import Page
from hintbook.render.publish.site_folder import write_error_message

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from hintbook.errors import ContentError
    from hintbook.library import Library

# Only editors see it: it is not part of the site or of its stylesheets.
_BANNER = Markup(
    '<section role="alert" data-errors style="position:sticky;top:0;z-index:9;max-height:50vh;'
    'overflow:auto;padding:1rem;background:#7a1420;color:#fff;font:16px/1.7 sans-serif">'
    "<strong>{what}直して保存すると、この知らせは消えます。{shown}</strong><ul>{lines}</ul></section>"
)
_DRAFT = Markup(
    '<section data-draft style="padding:1rem;border:3px dashed;font:16px/1.7 sans-serif">'
    "<strong>下書きです。次のところを書くまで、check は誤りとし、公開されません。</strong>"
    "<ul>{lines}</ul></section>"
)
_BODY_START = re.compile(r"<body[^>]*>")
_BODY = re.compile(r"(<body[^>]*>)(<section role=\"alert\" data-errors.*?</section>)?", re.DOTALL)
_LINE = Markup("<li><code>{place}</code> {message}（{remedy}）</li>")
_FAULT_REMEDY = (
    "いま変えたのが docs/、overrides/、hooks/、mkdocs.yml などなら、そこを見直してください。"
    "内容ファイルだけを変えたのなら、その変更をいったん元に戻し、端末に出ている記録を添えて、"
    "サイトの管理者に知らせてください"
)
# Paths of frames that are not ours: the standard library, packages, code without a file.
_PYTHON = (sysconfig.get_path("stdlib"), sysconfig.get_path("purelib"), "<")


def with_banner(html: str, error: Exception, *, nothing_yet: bool = False) -> str:
    """Return a page with a banner at its head in place of an earlier one.

    It lists every content error, or shows where another exception was raised.

    nothing_yet: whether there are no pages of an earlier build to be shown
    """
    shown = "" if nothing_yet else "それまでは、直前の{}を表示しています。"
    banner = (
        _content_errors(error, shown.format("正しい内容"))
        if isinstance(error, ContentErrors)
        else _fault(error, shown.format("ページ"))
    )
    return _BODY.sub(lambda body: f"{body[1]}{banner}", html, count=1)  # + would escape it


def inject_banner(site: Path, error: Exception) -> None:
    """Put the banner on every page of a site on disk; pages that cannot be written stay as they are."""
    for page in site.rglob("*.html"):
        staged = page.with_suffix(".tmp")
        # On a full disk a page without the banner is better than no page.
        with contextlib.suppress(OSError, UnicodeDecodeError):
            html = with_banner(page.read_text(encoding="utf-8"), error)
            staged.write_text(html, encoding="utf-8", errors="xmlcharrefreplace")
            staged.replace(page)
        staged.unlink(missing_ok=True)


def with_drafts(html: str, unfinished: Iterable[ContentError]) -> str:
    """Return a page with a note at its head that lists what is still to be written."""
    note = _DRAFT.format(lines=_lines(unfinished))
    return _BODY_START.sub(lambda body: f"{body[0]}{note}", html, count=1)


def drafts(library: Library) -> dict[str, list[ContentError]]:
    """Return what is still to be written on each page with a draft, by the page's path."""
    found: dict[str, dict[ContentError, None]] = {}
    for item in library.items.values():
        for loc, error in item.file.unfinished:
            if loc[: len(item.loc)] == item.loc:
                found.setdefault(address(library, item.entry).page, {})[error] = None
    return {page: list(errors) for page, errors in found.items()}


def _lines(errors: Iterable[ContentError]) -> Markup:
    return Markup().join(
        _LINE.format(place=str(error.place), message=error.message, remedy=error.remedy)
        for error in errors
    )


def _content_errors(errors: ContentErrors, shown: str) -> str:
    what = f"内容に誤りが {len(errors.errors)} 件あります。"
    return _BANNER.format(what=what, shown=shown, lines=_lines(limited(errors.errors)))


def _fault(error: Exception, shown: str) -> str:
    """Return the banner of an exception: the last line of the project in its traceback, its message."""
    _, *steps = traceback.extract_tb(error.__traceback__)  # the first is where it was caught
    ours = (step for step in reversed(steps) if not step.filename.startswith(_PYTHON))
    place = next((f"{step.filename}:{step.lineno}" for step in ours), "")
    message = traceback.format_exception_only(error)[-1].strip()
    if isinstance(error, OSError):
        lines = Markup("<li>{}</li>").format(write_error_message(error))
    else:
        lines = _LINE.format(place=place, message=message, remedy=_FAULT_REMEDY)
    what = "内容の誤りではない不具合で、サイトを作れませんでした。"
    return _BANNER.format(what=what, shown=shown, lines=lines)


def placeholder() -> Page:
    """Return the home page to show while the content has never been without errors."""
    title = "まだ表示できる内容がありません"
    return Page(path="", title=title, render=lambda: f"<h1>{title}</h1>", description=title)
