"""The targets of `make bench`, and the lines that it prints."""

from __future__ import annotations

from typing import NamedTuple

MISSED = "!"
UNKNOWN = "?"
LEGEND = f"{MISSED} misses its target   {UNKNOWN} could not be measured here"


class Target(NamedTuple):
    """The value that a measurement must not exceed, its unit, and the decimals to print.

    least: whether it is the value that the measurement must reach instead
    """

    value: float
    unit: str
    decimals: int = 0
    least: bool = False


# The budgets of pages in bytes are in `budgets`.
TARGETS = {
    "build": Target(6, "s", 1),
    "check": Target(2, "s", 1),
    "memory of check": Target(500, "MB"),
    "save to page": Target(2, "s", 1),
    # The quality of search by judged queries: slightly below what was last measured.
    "search all": Target(0.8, "recall", 3, least=True),
    "search a": Target(0.865, "recall", 3, least=True),
    "search b": Target(0.75, "recall", 3, least=True),
    "search c": Target(0.815, "recall", 3, least=True),
    "search d": Target(0.54, "recall", 3, least=True),
    "search e": Target(0.935, "recall", 3, least=True),
    "search f": Target(0.84, "recall", 3, least=True),
    "search success": Target(0.85, "of queries", 3, least=True),
    "search pools": Target(0.72, "nDCG", 3, least=True),
    "search ranking": Target(0.735, "nDCG", 3, least=True),
    "search in vain": Target(0.011, "of queries", 3),
    "search g": Target(0, "queries"),
    "query, p95": Target(30, "ms", 1),
    "search page ready": Target(300, "ms"),
    "search scripts": Target(20, "KB", 1),
    "first query": Target(200, "KB"),
    # What readers do, how high the pages are on which they do it, and what they print.
    "supporter: taps": Target(1, "taps"),
    "supporter: scrolled": Target(600, "px"),
    "manager: taps": Target(10, "taps"),
    "manager: checklist": Target(8000, "px"),
    "manager: paper": Target(1, "sheets"),
    "officer: taps": Target(4, "taps"),
    "officer: sheets": Target(1, "sheets"),
    "scenes/1/ at 1280": Target(8000, "px"),
    "scenes/1/ at 360": Target(12500, "px"),
    # With as many practices as `scale` makes, at most 10,000.
    "build at scale": Target(50, "s", 1),
    "memory of build": Target(1100, "MB"),
    "growth of build": Target(11, "times", 1),
    "check at scale": Target(30, "s", 1),
    "click on a filter": Target(100, "ms"),
}


def measured(what: str, value: float, note: str = "") -> str:
    """Return a line with a measured value and its target; marked if the target is missed."""
    target, unit, decimals, least = TARGETS[what]
    missed = value < target if least else value > target
    shown = f"{value:,.{decimals}f} {unit}"
    wanted = f"(target: {target:,} {unit})"
    return _line(MISSED if missed else " ", what, shown, wanted, note)


def figure(what: str, shown: str, note: str = "") -> str:
    """Return a line with a figure that has no target."""
    return _line(" ", what, shown, "", note)


def unknown(what: str, why: str) -> str:
    """Return a line for something that could not be measured here."""
    return f"{UNKNOWN} {what}: {why}"


def failed(what: str, why: str) -> str:
    """Return a line for a measurement that failed."""
    return f"{MISSED} {what}: {why}"


def _line(mark: str, what: str, shown: str, target: str, note: str) -> str:
    return f"{mark} {what:<23}{shown:>14}   {target:<20}   {note}".rstrip()
