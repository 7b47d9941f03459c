"""Mutated, altered, spoiled and oddly saved files are accepted or rejected with places."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings

from tests.support.generated.mutations import (
    ValidFile,
    altered_values,
    build_mutated,
    has_place,
    outcome,
    valid_files,
)
from tests.support.invalid_content import INVALID_CONTENT, InvalidContent
from tests.unit.load import test_content_errors as content_errors
from tests.unit.load.test_load import assert_never_a_traceback, spoiled_files

if TYPE_CHECKING:
    from pathlib import Path


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


@settings(max_examples=2_000)
@given(spoiled_files())
def test_spoiled_files_never_raise_a_traceback(changed: tuple[str, bytes]) -> None:
    assert_never_a_traceback(*changed)


@pytest.mark.parametrize("saved", content_errors.SAVED)
@pytest.mark.parametrize("invalid_content", INVALID_CONTENT, ids=lambda found: found.name)
def test_byte_order_mark_and_line_ends_do_not_move_an_error(
    content: Path, invalid_content: InvalidContent, saved: tuple[bytes, bytes]
) -> None:
    content_errors.test_byte_order_mark_and_line_ends_do_not_move_an_error(
        content, invalid_content, saved
    )
