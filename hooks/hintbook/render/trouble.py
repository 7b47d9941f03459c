"""What is wrong, on the pages that are served while someone writes."""

from __future__ import annotations

import contextlib
import re
import sysconfig
import traceback
from typing import TYPE_CHECKING

from markupsafe import Markup

from hintbook.errors import ContentErrors
from hintbook.swap import not_written

from .output import Page

if TYPE_CHECKING:
    from pathlib import Path

# Only ever seen by the person who writes: it is no part of the site or of its styles.
_BANNER = Markup(
    '<section role="alert" data-trouble style="position:sticky;top:0;z-index:9;max-height:50vh;'
    'overflow:auto;padding:1rem;background:#7a1420;color:#fff;font:16px/1.7 sans-serif">'
    "<strong>{what}直して保存すると、この知らせは消えます。"
    "それまでは、{shown}を表示しています。</strong><ul>{lines}</ul></section>"
)
_BODY = re.compile(r"(<body[^>]*>)(<section role=\"alert\" data-trouble.*?</section>)?", re.DOTALL)
_LINE = Markup("<li><code>{place}</code> {message}（{remedy}）</li>")
_FAULT_REMEDY = (
    "いま変えたのが docs/、overrides/、hooks/、mkdocs.yml などなら、そこを見直してください。"
    "内容ファイルだけを変えたのなら、その変更をいったん元に戻し、端末に出ている記録を添えて、"
    "サイトの管理者に知らせてください"
)
# Where Python and its packages lie, and what it calls code that is in no file.
_PYTHON = (sysconfig.get_path("stdlib"), sysconfig.get_path("purelib"), "<")


def with_trouble(html: str, trouble: Exception) -> str:
    """A page with every error at its head, or with the fault that is not of the content."""
    banner = _errors(trouble) if isinstance(trouble, ContentErrors) else _fault(trouble)
    return _BODY.sub(lambda body: f"{body[1]}{banner}", html, count=1)  # a sum would escape it


def tell(site: Path, trouble: Exception) -> None:
    """Put what is wrong on every page of a site that was written before, as far as that can be done."""
    for page in site.rglob("*.html"):
        aside = page.with_suffix(".aside")
        # On a full disk a page that stays as it was is better than none.
        with contextlib.suppress(OSError, UnicodeDecodeError):
            html = with_trouble(page.read_text(encoding="utf-8"), trouble)
            aside.write_text(html, encoding="utf-8", errors="xmlcharrefreplace")
            aside.replace(page)
        aside.unlink(missing_ok=True)


def _errors(trouble: ContentErrors) -> str:
    lines = Markup().join(
        _LINE.format(place=str(error.place), message=error.message, remedy=error.remedy)
        for error in trouble.errors
    )
    what = f"内容に誤りが {len(trouble.errors)} 件あります。"
    return _BANNER.format(what=what, shown="直前の正しい内容", lines=lines)


def _fault(trouble: Exception) -> str:
    """The project's last place in a traceback, which stands in the terminal in full, and its end."""
    _, *steps = traceback.extract_tb(trouble.__traceback__)  # the first is where it was caught
    ours = (step for step in reversed(steps) if not step.filename.startswith(_PYTHON))
    place = next((f"{step.filename}:{step.lineno}" for step in ours), "")
    message = traceback.format_exception_only(trouble)[-1].strip()
    if isinstance(trouble, OSError):
        lines = Markup("<li>{}</li>").format(not_written(trouble))
    else:
        lines = _LINE.format(place=place, message=message, remedy=_FAULT_REMEDY)
    what = "内容の誤りではない不具合で、サイトを作れませんでした。"
    return _BANNER.format(what=what, shown="直前のページ", lines=lines)


def stand_in() -> Page:
    """The home page of a site that has not yet had content without errors."""
    title = "まだ表示できる内容がありません"
    return Page(path="", title=title, html=f"<h1>{title}</h1>", description=title)
