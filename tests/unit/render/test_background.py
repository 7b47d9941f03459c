"""Work in another process gives what it would give in this one, whatever happens to that process."""

from __future__ import annotations

import os
import signal
import sys

import pytest

from hintbook.render import background

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
