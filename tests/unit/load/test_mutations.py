"""Two thousand mutated content files are accepted or rejected with places."""

from __future__ import annotations

import pytest

from hintbook.load.files import Loaded
from hintbook.model import FILES
from tests.support.generated.mutations import (
    MUTATIONS,
    build,
    build_mutated,
    outcome,
    valid_files,
)

VALID_FILES = valid_files()
SHARDS, EACH = 2, 1_000


def test_there_is_a_valid_file_of_every_kind_and_together_they_build() -> None:
    assert {valid_file.kind for valid_file in VALID_FILES} == set(FILES)
    build(Loaded(files=[valid_file.file for valid_file in VALID_FILES]))
    assert not any(outcome(valid_file, valid_file.raw).errors for valid_file in VALID_FILES)


@pytest.mark.parametrize("seed", range(SHARDS))
def test_mutated_files_are_accepted_or_rejected_with_places(seed: int) -> None:
    assert len(VALID_FILES) * len(MUTATIONS) <= EACH, "not every file has every mutation"
    build_mutated(seed, EACH, complete=False)
