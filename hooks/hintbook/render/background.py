"""Costly work in a process of its own."""

from __future__ import annotations

import multiprocessing
import os
import sys
import threading
from functools import cache
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable
    from multiprocessing.connection import Connection

T = TypeVar("T")


def in_background(work: Callable[[], T], *, yielding: bool = False) -> Callable[[], T]:
    """Return a function that returns the result of `work`, which another process works out meanwhile.

    That process is a fork, which has all that this one holds.  Where forking is not safe or no
    core is free, and where the other process fails, this one does the work when it needs the
    result; so an error is raised here, with its traceback.

    yielding: whether it takes only the time that other processes leave
    """
    if not _can_fork():
        return cache(work)
    context = multiprocessing.get_context("fork")
    receiver, sender = context.Pipe(duplex=False)
    process = context.Process(target=_send, args=(work, sender, yielding), daemon=True)
    process.start()
    sender.close()

    @cache
    def result() -> T:
        try:
            received: T = receiver.recv()
        except (EOFError, OSError):  # the process failed, or was killed while it sent
            return work()
        finally:
            receiver.close()
            process.join()
        return received

    return result


def _can_fork() -> bool:
    """Whether this process may be forked: a copy of one with more threads could wait for ever."""
    return (
        sys.platform == "linux"
        and threading.active_count() == 1
        and len(os.sched_getaffinity(0)) > 1
    )


def _send(work: Callable[[], T], sender: Connection, yielding: bool) -> None:
    if yielding:
        os.nice(10)
    try:
        result = work()
    except Exception:  # the other process meets it again
        return
    sender.send(result)
