"""Work in another process gives what it would give in this one, whatever happens to that process."""

from __future__ import annotations

import os
import signal
import sys
import time
from typing import TYPE_CHECKING

import pytest

from hintbook import background

if TYPE_CHECKING:
    from pathlib import Path

HERE = os.getpid()
pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="only Linux forks")


@pytest.fixture(autouse=True)
def _forking(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("threading.active_count", lambda: 1)
    monkeypatch.setattr("os.sched_getaffinity", lambda _: {0, 1})


def test_the_result_comes_from_another_process_and_is_kept() -> None:
    result = background.in_background(os.getpid)
    assert result() == result() != HERE


def test_an_error_is_raised_here() -> None:
    with pytest.raises(ZeroDivisionError):
        background.in_background(lambda: 1 // 0)()


def test_what_a_killed_process_leaves_undone_is_done_here() -> None:
    def work() -> int:
        if os.getpid() != HERE:
            os.kill(os.getpid(), signal.SIGKILL)
        return os.getpid()

    assert background.in_background(work)() == HERE


def test_it_ends_with_a_killed_parent(tmp_path: Path) -> None:
    beat = tmp_path / "beat"

    def write_for_ever() -> None:
        while True:
            beat.write_text(str(time.monotonic()))
            time.sleep(0.01)

    parent = os.fork()
    if not parent:
        background.in_background(write_for_ever)
        time.sleep(60)
        os._exit(0)
    while not beat.exists():
        time.sleep(0.01)
    os.kill(parent, signal.SIGKILL)
    os.waitpid(parent, 0)
    for _ in range(100):  # until nothing is written any more
        before = beat.read_text()
        time.sleep(0.1)
        if beat.read_text() == before:
            return
    pytest.fail("the process writes on")
