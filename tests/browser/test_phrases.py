"""Lines of titles break at phrase ends."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import Page

HEADING = re.compile(r"<(h[1-4])\b[^>]*>(.*?)</\1>", re.DOTALL)
SHOW = "headings => { document.querySelector('#main').innerHTML = headings; }"
# The phrases that are on two lines although one would hold them.
BROKEN = """() => [...document.querySelectorAll('#main .phrases')].flatMap((phrases) => {
  const room = phrases.closest('h1, h2, h3, h4').getBoundingClientRect().width;
  const ends = [0, ...[...phrases.childNodes].flatMap((node, at) => (node.nodeName === 'WBR' ? [at + 1] : [])),
    phrases.childNodes.length];
  return ends.slice(1).map((end, at) => {
    const range = document.createRange();
    range.setStart(phrases, ends[at]);
    range.setEnd(phrases, end);
    const lines = [...range.getClientRects()].filter(({ width }) => width);
    const width = lines.reduce((sum, line) => sum + line.width, 0);
    const broken = new Set(lines.map(({ top }) => top)).size > 1 && width < room;
    return broken ? `${range}` : '';
  }).filter(Boolean);
})"""


def test_headings_break_at_phrase_ends_only(visit: Callable[..., Page], site: Path) -> None:
    headings = {
        f"<{name}>{inner}</{name}>"
        for file in site.rglob("*.html")
        for name, inner in HEADING.findall(file.read_text(encoding="utf-8"))
    }
    page = visit("about/")
    page.evaluate(SHOW, "".join(sorted(headings)))
    for width in (320, 360, 768, 1280):
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate(BROKEN) == []
    assert page.locator("#main wbr").count()
