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


def in_background(work: Callable[[], T], *, low_priority: bool = False) -> Callable[[], T]:
    """Return a function that returns the result of `work`, which another process works out meanwhile.

    That process is a fork, which has all that this one holds, and ends with it.  Where forking is
    not safe or no core is free, and where the other process fails, this one does the work when it
    needs the result; so an error is raised here, with its traceback.

    low_priority: whether other processes come first
    """
    if not _can_fork():
        return cache(work)
    context = multiprocessing.get_context("fork")
    receiver, sender = context.Pipe(duplex=False)
    process = context.Process(target=_send, args=(work, sender, low_priority), daemon=True)
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


def _send(work: Callable[[], T], sender: Connection, low_priority: bool) -> None:
    threading.Thread(target=_end_with_parent, daemon=True).start()
    if low_priority:
        os.nice(10)
    try:
        result = work()
    except Exception:  # the other process meets it again
        return
    sender.send(result)


def _end_with_parent() -> None:
    """End this process once its parent has ended, also if that was killed: it would write on."""
    if parent := multiprocessing.parent_process():
        parent.join()
        os._exit(1)
