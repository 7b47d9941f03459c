"""No page of the built site weighs more than it may."""

from __future__ import annotations

from typing import TYPE_CHECKING

import budgets

if TYPE_CHECKING:
    from pathlib import Path


def test_every_page_keeps_its_budget(site: Path) -> None:
    weights = budgets.weigh(site)
    assert budgets.over_budget(weights) == []
    heaviest = max(weights.values(), key=lambda weight: weight.html)
    assert heaviest.over(budgets.Weight(0, 0, 0, 0))
    assert set(budgets.BUDGETS) - {"contribute/*"} <= {budgets.kind(path) for path in weights}
