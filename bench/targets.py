"""The targets of `make bench`, and the lines that it prints."""

from __future__ import annotations

from typing import NamedTuple

MISSED = "!"
UNKNOWN = "?"
LEGEND = f"{MISSED} misses its target   {UNKNOWN} could not be measured here"


class Target(NamedTuple):
    """The largest value that a measurement may have, its unit, and the decimals to print."""

    most: float
    unit: str
    decimals: int = 0


# The budgets of pages in bytes are in `budgets`; the least quality of search is in its test.
TARGETS = {
    "build": Target(6, "s", 1),
    "check": Target(2, "s", 1),
    "memory of check": Target(500, "MB"),
    "save to page": Target(2, "s", 1),
    "query, p95": Target(20, "ms", 1),
    "search page ready": Target(300, "ms"),
    "search scripts": Target(14, "KB", 1),
    "first query": Target(300, "KB"),
    # With as many practices as `scale` makes, at most 10,000.
    "build at scale": Target(60, "s", 1),
    "memory of build": Target(1500, "MB"),
    "growth of build": Target(11, "times", 1),
    "check at scale": Target(30, "s", 1),
    "click on a filter": Target(100, "ms"),
}


def measured(what: str, value: float, note: str = "") -> str:
    """Return a line with a measured value and its target; marked if the target is missed."""
    most, unit, decimals = TARGETS[what]
    mark = " " if value <= most else MISSED
    return _line(mark, what, f"{value:,.{decimals}f} {unit}", f"(target: {most:,} {unit})", note)


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
