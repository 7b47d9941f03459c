"""Twenty thousand spoiled content files: each comes through or is refused where it is wrong."""

from __future__ import annotations

import subprocess
import sys
import time
from collections import Counter

import pytest

from built import PROJECT
from hintbook.load import Loaded
from hintbook.model import FILES
from mutations import Sound, build, outcome, placed, sound_files, spoiled_values

SHARDS, EACH = 4, 5_000
SECONDS, MEGABYTES = 2.0, 300
SOUND = sound_files()


def test_there_is_a_sound_file_of_every_kind_and_together_they_build() -> None:
    assert {sound.kind for sound in SOUND} == set(FILES)
    build(Loaded(files=[sound.file for sound in SOUND]))
    assert not any(outcome(sound, sound.raw).errors for sound in SOUND)


@pytest.mark.parametrize("sound", SOUND, ids=lambda sound: sound.name)
def test_every_value_may_be_another_or_missing(sound: Sound) -> None:
    came = Counter[str]()
    for what, spoiled in spoiled_values(sound):
        start = time.process_time()
        try:
            found = outcome(sound, spoiled)
        except Exception as failure:
            failure.add_note(what)
            raise
        assert time.process_time() - start < SECONDS, what
        assert all(placed(error) for error in found.errors), (what, found.errors)
        came["refused" if found.errors else "rendered" if found.rendered else "same"] += 1
    assert came["refused"] > 5, came


@pytest.mark.parametrize("seed", range(SHARDS))
def test_spoiled_files_come_through_or_are_refused_in_their_place(seed: int) -> None:
    command = [sys.executable, str(PROJECT / "tests/mutations.py"), str(seed), str(EACH)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603
    assert done.returncode == 0, done.stderr
    slowest, peak, through, rendered = done.stdout.split(" (")[0].split()
    assert float(slowest) < SECONDS, done.stdout
    assert float(peak) < MEGABYTES, done.stdout
    assert EACH * 0.01 < int(rendered) < int(through) < EACH * 0.9, done.stdout
