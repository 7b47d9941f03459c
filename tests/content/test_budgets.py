"""Every page of the built site keeps its budget of bytes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bench import budgets

if TYPE_CHECKING:
    from pathlib import Path


def test_every_page_keeps_its_budget(site: Path) -> None:
    weights = budgets.weigh(site)
    assert budgets.over_budget(weights) == []
    assert budgets.Weight(1, 2, 3, 4).over(budgets.Weight(1, 1, 3, 3)) == [
        "css 2 > 1",
        "visit 4 > 3",
    ]
