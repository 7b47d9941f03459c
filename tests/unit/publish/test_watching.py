"""Folders are watched whenever they exist, whatever happens to them in between."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from hintbook.render.publish.watching import WatchedFolders


class Server:
    """A server that counts who watches what, and refuses what does not exist as MkDocs's does."""

    def __init__(self) -> None:
        self.watched: Counter[str] = Counter()
        self.begun: list[str] = []

    def watch(self, path: str) -> None:
        """Watch an existing path."""
        if not Path(path).exists():
            raise FileNotFoundError(path)
        self.watched[path] += 1
        if self.watched[path] == 1:  # a second `watch` of a path does nothing
            self.begun.append(path)

    def unwatch(self, path: str) -> None:
        """Take back one `watch`."""
        if not self.watched[path]:
            raise KeyError(path)
        self.watched[path] -= 1


def signals(server: Server, folders: WatchedFolders) -> bool:
    """Look for changes; return whether the server is told to build."""
    signal = Path(server.begun[0])
    before = signal.stat().st_mtime_ns
    folders.look()
    return signal.stat().st_mtime_ns != before


def test_a_folder_is_watched_anew_when_it_returns(tmp_path: Path) -> None:
    content, docs = tmp_path / "content", tmp_path / "docs"
    content.mkdir()
    docs.mkdir()
    server = Server()
    server.watch(str(docs))  # MkDocs does so itself
    server.begun.clear()
    folders = WatchedFolders(server, [content, docs])
    begun = server.begun
    assert begun[1:] == [str(content), str(docs)]
    assert not signals(server, folders)
    for folder in (content, docs):
        del begun[1:]
        folder.rename(tmp_path / "away")
        assert signals(server, folders)
        assert not signals(server, folders)
        assert begun[1:] == []
        (tmp_path / "away").rename(folder)
        assert signals(server, folders)
        assert not signals(server, folders)
        assert begun[1:] == [str(folder)]


def test_a_folder_that_takes_the_place_of_another_is_watched(tmp_path: Path) -> None:
    content = tmp_path / "content"
    content.mkdir()
    server = Server()
    folders = WatchedFolders(server, [content])
    content.rename(tmp_path / "away")
    content.mkdir()
    assert signals(server, folders)
    assert server.begun[1:] == [str(content)] * 2


def test_a_folder_may_come_later(tmp_path: Path) -> None:
    server = Server()
    folders = WatchedFolders(server, [tmp_path / "content"])
    assert not signals(server, folders)
    (tmp_path / "content").mkdir()
    assert signals(server, folders)
    assert server.begun[1:] == [str(tmp_path / "content")]
