"""How many there are of something, as a sentence says it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sized


def count(things: Sized) -> str:
    """6つ, 14: Japanese counts things in つ only up to nine."""
    number = len(things)
    return f"{number}つ" if number < 10 else f"{number}"
