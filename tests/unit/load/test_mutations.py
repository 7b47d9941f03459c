"""Twenty thousand mutated content files are accepted or rejected with places."""

from __future__ import annotations

import subprocess
import sys
import time
from collections import Counter

import pytest

from hintbook.load.files import Loaded
from hintbook.model import FILES
from tests.support.mutations import (
    ValidFile,
    altered_values,
    build,
    has_place,
    outcome,
    valid_files,
)
from tests.support.site_build import PROJECT

SHARDS, EACH = 4, 5_000
SECONDS, MEGABYTES = 2.0, 300
VALID_FILES = valid_files()


def test_there_is_a_sound_file_of_every_kind_and_together_they_build() -> None:
    assert {valid_file.kind for valid_file in VALID_FILES} == set(FILES)
    build(Loaded(files=[valid_file.file for valid_file in VALID_FILES]))
    assert not any(outcome(valid_file, valid_file.raw).errors for valid_file in VALID_FILES)


@pytest.mark.parametrize("valid_file", VALID_FILES, ids=lambda valid_file: valid_file.name)
def test_every_value_may_be_another_or_missing(valid_file: ValidFile) -> None:
    counts = Counter[str]()
    for what, altered in altered_values(valid_file):
        start = time.process_time()
        try:
            found = outcome(valid_file, altered)
        except Exception as failure:
            failure.add_note(what)
            raise
        assert time.process_time() - start < SECONDS, what
        assert all(has_place(error) for error in found.errors), (what, found.errors)
        counts["refused" if found.errors else "rendered" if found.rendered else "same"] += 1
    assert counts["refused"] > 5, counts


@pytest.mark.parametrize("seed", range(SHARDS))
def test_spoiled_files_come_through_or_are_refused_in_their_place(seed: int) -> None:
    command = [sys.executable, "-m", "tests.support.mutations", str(seed), str(EACH)]
    done = subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, check=False)  # noqa: S603
    assert done.returncode == 0, done.stderr
    slowest, peak, through, rendered = done.stdout.split(" (")[0].split()
    assert float(slowest) < SECONDS, done.stdout
    assert float(peak) < MEGABYTES, done.stdout
    assert EACH * 0.01 < int(rendered) < int(through) < EACH * 0.9, done.stdout
