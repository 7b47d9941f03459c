"""A line of what `make bench` prints: a figure beside its target."""

from __future__ import annotations

MISSED = "!"
UNKNOWN = "?"
LEGEND = f"{MISSED} misses its target   {UNKNOWN} could not be measured here"


def figure(what: str, measured: str, target: str = "", note: str = "", *, met: bool = True) -> str:
    """What was measured, how much of it, and how much it should be."""
    shown = f"(target: {target})" if target else ""
    mark = " " if met else MISSED
    return f"{mark} {what:<23}{measured:>14}   {shown:<18}   {note}".rstrip()


def unknown(what: str, why: str) -> str:
    """What could not be measured here."""
    return f"{UNKNOWN} {what}: {why}"


def failed(what: str, why: str) -> str:
    """What went wrong where it was to be measured."""
    return f"{MISSED} {what}: {why}"
