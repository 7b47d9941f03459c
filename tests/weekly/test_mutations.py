"""Mutated files, and files with a value altered, are accepted or rejected with places."""

from __future__ import annotations

from collections import Counter

import pytest

from tests.support.generated.mutations import (
    ValidFile,
    altered_values,
    build_mutated,
    has_place,
    outcome,
    valid_files,
)


@pytest.mark.parametrize("valid_file", valid_files(), ids=lambda valid_file: valid_file.name)
def test_every_value_may_be_another_or_missing(valid_file: ValidFile) -> None:
    counts = Counter[str]()
    for what, altered in altered_values(valid_file):
        try:
            found = outcome(valid_file, altered)
        except Exception as failure:
            failure.add_note(what)
            raise
        assert all(has_place(error) for error in found.errors), (what, found.errors)
        counts["refused" if found.errors else "rendered" if found.rendered else "same"] += 1
    assert counts["refused"] > 5, counts


@pytest.mark.parametrize("seed", range(10, 14))
def test_mutated_files_are_accepted_or_rejected_with_places(seed: int) -> None:
    build_mutated(seed, 5_000, complete=True)
