"""Changes of several content files that belong together: all are made, or none."""

from __future__ import annotations

import difflib
from itertools import islice
from typing import TYPE_CHECKING, Any

from hintbook import render
from hintbook.edit.canonical import lines
from hintbook.edit.files import UsageError, write
from hintbook.edit.yaml_edit import YamlEdit
from hintbook.errors import ContentErrors, did_you_mean
from hintbook.library import build
from hintbook.load.files import Loaded, file_type_of, load
from hintbook.schema import modeline, outdated, schemas

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from pathlib import Path

    from hintbook.library import Library
    from hintbook.library.library import Item


def with_texts(loaded: Loaded, texts: Mapping[str, str | None]) -> Loaded:
    """Return loaded files with these texts instead of those on disk; None stands for no file."""
    changed = Loaded(
        [file for file in loaded.files if file.name not in texts],
        [error for error in loaded.errors if error.place.file not in texts],
        {*loaded.unread_ids},
        loaded.unread_files - texts.keys(),
        [(place, to) for place, to in loaded.unread_references if place.file not in texts],
        loaded.names - _below(texts) | _below(n for n, text in texts.items() if text is not None),
    )
    for name, text in texts.items():
        file_type = file_type_of(name.partition("/")[2])
        if text is not None and file_type:
            changed.add(text.encode(), name, file_type)
    changed.files.sort(key=lambda file: file.name.split("/"))  # as `load` reads them
    return changed


def _below(names: Iterable[str]) -> frozenset[str]:
    """Return the paths below content/ of files."""
    return frozenset(name.partition("/")[2] for name in names)


class Changes:
    """Changes of a content folder that has no errors."""

    def __init__(self, content: Path) -> None:
        """Load the folder; raises `ContentErrors`."""
        self.content = content
        self._loaded = load(content)
        self._edits: dict[str, YamlEdit] = {}
        self._moved: dict[str, str | None] = {}
        self._added: dict[str, list[Any]] = {}
        self.before = self._checked(self._loaded)

    def item(self, entry_id: str) -> Item:
        """Return an entry; raises `UsageError` for an id that no entry has."""
        if item := self.before.items.get(entry_id):
            return item
        nearest = did_you_mean(entry_id, self.before.items)
        raise UsageError(f"「{entry_id}」という id の項目はありません。{nearest}")

    def edit(self, name: str) -> YamlEdit:
        """Return the edit of a file."""
        if name not in self._edits:
            self._edits[name] = YamlEdit((self.content.parent / name).read_bytes(), name)
        return self._edits[name]

    def move(self, name: str, to: str | None) -> None:
        """Give a file another name; None removes it."""
        self._moved[name] = to

    def append(self, below: str, item: Mapping[str, Any]) -> None:
        """Add an item at the end of a file below the content folder, which need not exist."""
        self._added.setdefault(f"{self.content.name}/{below}", []).append(item)

    def texts(self) -> dict[str, str | None]:
        """Return the new text of every changed file by its name; None for one that is removed."""
        found = {name: edit.text() for name, edit in self._edits.items()}
        for name, items in self._added.items():
            file_type = file_type_of(name.partition("/")[2])
            if file_type is None:
                raise LookupError(name)
            text = (found.get(name) or self._current(name)).rstrip("\n") or modeline(file_type)
            found[name] = f"{text}\n{''.join(map(str, lines(items, file_type.root)))}"
        for name, to in self._moved.items():
            text = found.get(name) or self._current(name)
            found[name] = None
            if to:
                found[to] = text
        return found

    def lost_and_new(self) -> tuple[set[str], set[str]]:
        """Return the addresses that the changes take away, and those they add; raises `UsageError`."""
        docs = self.content.parent / "docs"
        before, after = (render.addresses(one, docs) for one in (self.before, self._after(build)))
        return before - after, after - before

    def described(self) -> Iterator[str]:
        """Yield lines that say what changes in which file."""
        texts = self.texts()
        for name, to in self._moved.items():
            yield f"{name} を {to} に変えます" if to else f"{name} を消します"
            if to:
                yield from _differences(self._current(name), texts[to])
        for name in sorted(texts.keys() - {*self._moved, *self._moved.values()}):
            yield f"{name} を{'書き換えます' if self._current(name) else '作ります'}"
            yield from _differences(self._current(name), texts[name])

    def write(self) -> None:
        """Write all files and renew the schemas; raises with everything as it was."""
        texts = {self.content.parent / name: text for name, text in self.texts().items()}
        library = self._after(self._checked)
        folder = self.content.parent / "schemas"
        if folder.is_dir():
            texts |= outdated({folder / name: text for name, text in schemas(library).items()})
        before = {path: path.read_text("utf-8") if path.exists() else None for path in texts}
        try:
            _put(texts)
        except BaseException:
            _put(before)
            raise

    def _current(self, name: str) -> str:
        path = self.content.parent / name
        return path.read_text("utf-8") if path.exists() else ""

    def _after(self, library: Callable[[Loaded], Library]) -> Library:
        try:
            return library(with_texts(self._loaded, self.texts()))
        except ContentErrors as found:
            message = "変えると次の誤りになるので、何も変えていません。先にそこを直してください。"
            raise UsageError(f"{message}\n{found}") from None

    def _checked(self, loaded: Loaded) -> Library:
        library = build(loaded)
        root = self.content.parent
        render.check(library, root / "docs", root / "permalinks.lock")
        return library


def _differences(old: str, new: str | None) -> Iterator[str]:
    changed = difflib.unified_diff(old.splitlines(), (new or "").splitlines(), n=0)
    for line in islice(changed, 2, None):
        if line[0] in "-+":
            yield f"  {'前' if line[0] == '-' else '後'}| {line[1:]}"


def _put(texts: Mapping[Path, str | None]) -> None:
    for path, text in texts.items():
        if text is None:
            path.unlink(missing_ok=True)
        else:
            write(path, text)
