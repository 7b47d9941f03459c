"""The page on accessibility: the verdict on each success criterion, and how it was reached.

The criteria are in accessibility.yml; what `make accessibility` found on all pages is in
docs/accessibility.json.
"""

from __future__ import annotations

from datetime import date  # noqa: TC003 - pydantic evaluates annotations
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal, Self

import yaml
from pydantic import BaseModel, ConfigDict, Field, model_validator

from hintbook.render.outline import Heading
from hintbook.render.templating import page

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hintbook.render.output import Page
    from hintbook.render.site import Site

CRITERIA = Path(__file__).with_suffix(".yml")
_ANCHORS = ("practice", "shortcut", "tests", "statement", "results", "wcag22", "report")

Text = Annotated[str, Field(min_length=1)]
PageCounts = dict[str, int]  # pages by kind of page


class Verdict(StrEnum):
    """Whether the site meets a criterion."""

    MET = "適合"
    BROKEN = "不適合"
    OPEN = "人の確認が必要"


class _Model(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Criterion(_Model):
    """A success criterion with its verdict; accessibility.yml explains the fields."""

    number: Annotated[str, Field(pattern=r"^[1-4]\.\d\.\d{1,2}$")]
    name: Text
    level: Literal["A", "AA"]
    verdict: Verdict
    absent: Text | None = None
    means: tuple[Text, ...] = ()
    person: Text | None = None
    reason: Text | None = None

    @model_validator(mode="after")
    def _verdict_has_grounds(self) -> Self:
        """Refuse a verdict that nothing supports."""
        grounds: object = self.reason
        if self.verdict is Verdict.OPEN:
            grounds = self.person
        elif self.verdict is Verdict.MET and not self.person:
            grounds = self.reason or self.means
        if not grounds:
            raise ValueError(f"{self.number}: nothing supports the verdict {self.verdict}")
        return self


class Criteria(_Model):
    """The content of accessibility.yml."""

    jis: tuple[Criterion, ...]
    wcag22: tuple[Criterion, ...]


class Rule(_Model):
    """What a rule of axe, or a check of ours, found: the number of pages by outcome.

    criteria: numbers of the success criteria it bears on
    """

    criteria: tuple[str, ...]
    passed: PageCounts = {}
    incomplete: PageCounts = {}
    violations: PageCounts = {}


class Results(_Model):
    """The content of docs/accessibility.json: all pages of the site, checked on one day."""

    checked: date
    axe: str
    browser: str
    modes: tuple[str, ...]
    pages: PageCounts
    rules: dict[str, Rule]

    @property
    def violations(self) -> PageCounts:
        """Pages with a violation, by rule."""
        found = {name: sum(rule.violations.values()) for name, rule in self.rules.items()}
        return {name: pages for name, pages in found.items() if pages}


@cache
def criteria() -> Criteria:
    """Return the criteria with their verdicts."""
    return Criteria.model_validate(yaml.safe_load(CRITERIA.read_text(encoding="utf-8")))


def read_results(file: Path | None) -> Results | None:
    """Return the results in a file; None where there is none."""
    if file is None or not file.exists():
        return None
    return Results.model_validate_json(file.read_text(encoding="utf-8"))


def assessed(criterion: Criterion, results: Results | None) -> Criterion:
    """Return a criterion with a reason, and with a verdict no better than the results allow."""
    if criterion.verdict is Verdict.BROKEN:
        return criterion
    if results is None:
        return _changed(criterion, Verdict.OPEN, "まだ検査していない")
    rules = [rule for rule in results.rules.values() if criterion.number in rule.criteria]
    if wrong := sum(sum(rule.violations.values()) for rule in rules):
        return _changed(criterion, Verdict.BROKEN, f"違反のあるページ: のべ{wrong:,}ページ")
    if unsure := sum(sum(rule.incomplete.values()) for rule in rules):
        reason = f"機械で判断できない箇所のあるページ: のべ{unsure:,}ページ"
        return _changed(criterion, Verdict.OPEN, reason)
    default = "自動の検査では違反なし" if criterion.means else "自動では確かめられない"
    return _changed(criterion, criterion.verdict, criterion.reason or criterion.absent or default)


def _japanese(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


def _changed(criterion: Criterion, verdict: Verdict, reason: str) -> Criterion:
    return criterion.model_copy(update={"verdict": verdict, "reason": reason})


def pages(site: Site) -> Iterator[Page]:
    """Yield the page."""
    yield page(
        site,
        "accessibility.html",
        "accessibility",
        title="アクセシビリティ",
        description="このサイトのアクセシビリティの方針と、達成基準ごとの検査の結果。",
        outline=tuple(map(Heading, _ANCHORS)),
        layout="wide",
        lazy_values=lambda: _values(site),
    )


def _values(site: Site) -> dict[str, object]:
    results = read_results(site.settings.accessibility)
    jis = [assessed(criterion, results) for criterion in criteria().jis]
    return {
        "results": results,
        "day": _japanese(results.checked) if results else None,
        "jis": jis,
        "verdicts": [(verdict, sum(own.verdict == verdict for own in jis)) for verdict in Verdict],
        "wcag22": [assessed(criterion, results) for criterion in criteria().wcag22],
    }
