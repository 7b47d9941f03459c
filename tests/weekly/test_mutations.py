"""Twenty thousand mutated content files are accepted or rejected with places."""

from __future__ import annotations

import pytest

from tests.support.mutations import build_mutated


@pytest.mark.parametrize("seed", range(10, 14))
def test_mutated_files_are_accepted_or_rejected_with_places(seed: int) -> None:
    build_mutated(seed, 5_000)
