"""Lines that `make bench` prints: a figure with its target."""

from __future__ import annotations

MISSED = "!"
UNKNOWN = "?"
LEGEND = f"{MISSED} misses its target   {UNKNOWN} could not be measured here"


def figure(what: str, measured: str, target: str = "", note: str = "", *, met: bool = True) -> str:
    """Return a line with a measured value, its target and a note; marked if the target is missed."""
    shown = f"(target: {target})" if target else ""
    mark = " " if met else MISSED
    return f"{mark} {what:<23}{measured:>14}   {shown:<18}   {note}".rstrip()


def unknown(what: str, why: str) -> str:
    """Return a line for something that could not be measured here."""
    return f"{UNKNOWN} {what}: {why}"


def failed(what: str, why: str) -> str:
    """Return a line for a measurement that failed."""
    return f"{MISSED} {what}: {why}"
