"""Filling in the form for a new practice in a browser."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playwright.sync_api import expect

if TYPE_CHECKING:
    from playwright.sync_api import Page

PATH = "contribute/practice/"


def fill(page: Page, **others: str) -> None:
    """Fill in the required fields; `others` overrides the default texts by field name."""
    texts = {
        "title": "会えない方に、月に一度の手紙を届ける",
        "summary": "訪ねても会えない方に、職員が月に1回、短い手紙を届けています。返事は求めません。"
        "半年ほどして、本人から電話をもらったことがありました。",
        "asked_as": "訪ねても会ってもらえない",
        "origin": "見本市福祉課からの報告（2026年）",
        "reading": "つきいちど の てがみ",
    } | others
    for name in ("title", "summary", "asked_as"):
        page.locator(f"[name={name}]").first.fill(texts[name])
    for tag in ("letters", "visit"):
        page.locator(f"[name=tags][value={tag}]").check()
    page.locator("[name=disclosure][value=consented]").check()
    page.locator("[name=origin]").first.fill(texts["origin"])
    for box in page.locator("[name=confirmed]").all():
        box.check()
    page.locator("[name=reading]").first.fill(texts["reading"])


def finish(page: Page) -> str:
    """Submit the form; return the text of the generated file."""
    page.get_by_role("button", name="内容を確かめて、ファイルを作る").click()
    expect(page.locator("[data-done]")).to_be_visible()
    return page.locator("[data-file]").inner_text()
