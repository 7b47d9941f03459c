"""Folders that `mkdocs serve` watches, also after they were removed, moved or replaced.

MkDocs's server stops watching a folder that is gone, without building again.
"""

from __future__ import annotations

import os
import tempfile
import threading
import time
from contextlib import suppress
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

INTERVAL = 0.5  # seconds, as MkDocs's server asks for changes


class Watcher(Protocol):
    """What is used of MkDocs's server."""

    def watch(self, path: str) -> Any:
        """Build again whenever a file at or below a path changes."""

    def unwatch(self, path: str) -> None:
        """Take back one `watch`; raises `KeyError` if there was none."""


class WatchedFolders:
    """Folders that a server watches whenever they exist."""

    def __init__(self, server: Watcher, folders: Iterable[Path]) -> None:
        """Let the server watch the folders that exist."""
        self._server = server
        # The server builds when this file changes.
        self._signal = tempfile.NamedTemporaryFile(prefix="hintbook-")  # noqa: SIM115 - until the end
        server.watch(self._signal.name)
        self._known: dict[Path, tuple[int, int] | None] = dict.fromkeys(folders)
        self._renew()

    def look(self) -> None:
        """Let the server build if a folder has come, gone or been replaced, and watch it anew."""
        if self._renew():
            os.utime(self._signal.name)

    def look_for_ever(self) -> None:
        """Start a thread that looks again and again, until the process ends."""

        def repeat() -> None:
            while True:
                time.sleep(INTERVAL)
                self.look()

        threading.Thread(target=repeat, daemon=True).start()

    def _renew(self) -> bool:
        """Watch every folder that is not the one it was; return whether there was any."""
        changed = False
        for folder, before in self._known.items():
            now = _identity(folder)
            if now != before and (now is None or self._watch(str(folder))):
                self._known[folder] = now
                changed = True
        return changed

    def _watch(self, folder: str) -> bool:
        """Watch a folder anew; return False if it is gone again."""
        with suppress(KeyError):
            while True:
                self._server.unwatch(folder)
        try:
            self._server.watch(folder)
        except OSError:
            return False
        return True


def _identity(folder: Path) -> tuple[int, int] | None:
    """Return what tells a folder from another one at its path, None if it does not exist."""
    try:
        found = folder.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino
