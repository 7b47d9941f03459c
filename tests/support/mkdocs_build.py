"""Builds by MkDocs in processes that are forked with its modules loaded: 0.6 s less for each."""

from __future__ import annotations

import multiprocessing
import os
import resource
import tempfile
from contextlib import chdir
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from multiprocessing.context import ForkServerProcess

_server = multiprocessing.get_context("forkserver")
_server.set_forkserver_preload(["mkdocs.commands.build", "mkdocs_hooks", "pptx", "xlsxwriter"])


@dataclass(frozen=True)
class Build:
    """A build under way.

    process: runs MkDocs
    log: the file that it writes its messages to
    """

    process: ForkServerProcess
    log: Path

    def result(self) -> tuple[int, str]:
        """Wait until the build has ended; return its exit code and its messages, once."""
        self.process.join()
        assert self.process.exitcode is not None
        output = self.log.read_text(encoding="utf-8")
        self.log.unlink()
        return self.process.exitcode, output


def start_build(
    *options: str,
    folder: Path,
    environment: Mapping[str, str] | None = None,
    file_size: int | None = None,
) -> Build:
    """Start `mkdocs build --strict` in a folder, with more options and environment variables.

    With `file_size`, writing a file of more bytes fails as it does on a full disk.
    """
    handle, log = tempfile.mkstemp(suffix=".log")
    os.close(handle)
    arguments = (["build", "--strict", *options], folder, Path(log), file_size)
    process = _server.Process(target=_run, args=(*arguments, os.environ | (environment or {})))
    process.start()
    return Build(process, Path(log))


def _run(
    arguments: list[str],
    folder: Path,
    log: Path,
    file_size: int | None,
    environment: dict[str, str],
) -> None:
    from mkdocs.__main__ import cli  # noqa: PLC0415 - only the process that builds needs it

    with log.open("wb") as output:
        os.dup2(output.fileno(), 1)
        os.dup2(output.fileno(), 2)
    os.environ.clear()
    os.environ.update(environment)
    if file_size:
        resource.setrlimit(resource.RLIMIT_FSIZE, (file_size, file_size))
    with chdir(folder):
        cli(arguments)
