"""Items with their neighbours in a list."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

T = TypeVar("T")


def with_neighbours(items: Sequence[T]) -> Iterator[tuple[T | None, T, T | None]]:
    """Yield (previous, item, next) for each item, None at the ends."""
    around = [None, *items, None]
    yield from zip(around, items, around[2:], strict=False)
