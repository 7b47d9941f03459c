"""Twenty thousand spoiled content files: each comes through or is refused where it is wrong."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from built import PROJECT

SHARDS, EACH = 4, 5_000
SECONDS, MEGABYTES = 2.0, 300


@pytest.mark.parametrize("seed", range(SHARDS))
def test_spoiled_files_come_through_or_are_refused_in_their_place(seed: int) -> None:
    command = [sys.executable, str(PROJECT / "tests/mutations.py"), str(seed), str(EACH)]
    path = os.pathsep.join(str(PROJECT / part) for part in ("hooks", "tools"))
    env = os.environ | {"PYTHONPATH": path}
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=env)  # noqa: S603
    assert done.returncode == 0, done.stderr
    slowest, peak, through = done.stdout.split(" (")[0].split()
    assert float(slowest) < SECONDS, done.stdout
    assert float(peak) < MEGABYTES, done.stdout
    assert EACH * 0.01 < int(through) < EACH * 0.9, done.stdout
