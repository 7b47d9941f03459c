"""Two thousand mutated content files are accepted or rejected with places."""

from __future__ import annotations

from hintbook.model import FILES
from tests.support.generated.mutations import MUTATIONS, build_mutated, outcome, valid_files

COUNT = 2_000


def test_mutated_files_are_accepted_or_rejected_with_places() -> None:
    files = valid_files()
    assert {valid_file.kind for valid_file in files} == set(FILES)
    assert not any(outcome(valid_file, valid_file.raw).errors for valid_file in files)
    assert len(files) * len(MUTATIONS) <= COUNT, "not every file has every mutation"
    build_mutated(0, COUNT, complete=False)
