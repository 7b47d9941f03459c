"""Numbers in Japanese sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sized


def count(things: Sized) -> str:
    """Return the number of things as a sentence says it: 6つ, 14 (つ only up to nine)."""
    number = len(things)
    return f"{number}つ" if number < 10 else f"{number}"
