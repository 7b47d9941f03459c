"""The Nu Html Checker finds nothing on any page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.content.test_html import html_errors

if TYPE_CHECKING:
    from pathlib import Path


def test_every_page_is_valid_html(site: Path) -> None:
    pages = sorted(site.rglob("*.html"))
    assert len(pages) > 1000
    assert html_errors(pages) == []
