"""Content files on disk → validated models."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from functools import partial
from typing import TYPE_CHECKING, TypeAlias

from hintbook.background import in_background
from hintbook.errors import ContentError, ContentErrors, Place, problem
from hintbook.load.file_names import copied_from, is_left_behind, with_extension
from hintbook.load.folder import files_in, read_bytes, unreadable
from hintbook.load.validation import ContentFile, parse_file, read
from hintbook.model import FILES, FileType
from hintbook.model.base.fields import is_id
from hintbook.model.base.introspection import Reference, references_in

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

# Progress callback: is called with the number of files done and of all files.
Progress: TypeAlias = Callable[[int, int], None]

# So few files are read sooner than another process can be begun.
FEW_FILES = 100
# The share of more files that this process reads; the other one also has to send what it has read.
_OWN_PART = 0.58
_ID_LINE = re.compile(r"(?<![\w-])id[\"']? *: *[\"']?([a-z0-9-]+)")


@dataclass
class Loaded:
    """The files that could be read, and every error met.

    unread_ids: ids recognised in files that could not be read; a reference to one is no error
    unread_files: names of these files
    unread_references: references recognised in these files, each with its place
    names: the paths of all files below content/
    drafts: whether texts may be unfinished
    """

    files: list[ContentFile] = field(default_factory=list)
    errors: list[ContentError] = field(default_factory=list)
    unread_ids: set[str] = field(default_factory=set)
    unread_files: set[str] = field(default_factory=set)
    unread_references: list[tuple[Place, Reference]] = field(default_factory=list)
    names: frozenset[str] = frozenset()
    drafts: bool = False

    def add(self, raw: bytes, name: str, file_type: FileType) -> None:
        """Read the bytes of a file, and keep its models or its errors."""
        try:
            file = read(raw, name, file_type, drafts=self.drafts)
        except ContentErrors as found:
            self._leave_out(raw, name, *found.errors)
            self.unread_references += _recognised_references(raw, name, file_type)
            return
        error = _name_error(file, self.names) if file_type.named_by_id else None
        if error and error.code == "copied-file":  # all in it is there twice
            self._leave_out(raw, name, error)
            return
        self.files.append(file)
        self.errors += [error] if error else []

    def extend(self, others: Loaded) -> None:
        """Keep what was read of other files in the same folder, too."""
        self.files += others.files
        self.errors += others.errors
        self.unread_ids |= others.unread_ids
        self.unread_files |= others.unread_files
        self.unread_references += others.unread_references

    def add_misnamed(self, raw: bytes, error: ContentError) -> None:
        """Keep the error of a file whose name is wrong; what is in it is no further error."""
        self._leave_out(raw, error.place.file, error)

    def _leave_out(self, raw: bytes, name: str, *errors: ContentError) -> None:
        self.errors += errors
        self.unread_ids |= _recognised_ids(raw)
        self.unread_files.add(name)


def no_progress(_done: int, _all: int) -> None:
    """Report no progress."""


def load(content: Path, progress: Progress = no_progress, *, drafts: bool = False) -> Loaded:
    """Read every file below the folder `content`.

    drafts: let texts be unfinished
    Places name files relative to its parent folder.  Raises `ContentErrors` as `files_in` does.
    """
    paths = files_in(content)
    total = len(paths)
    # While serving, this process keeps what it has parsed, see `parse_file`.
    own = int(total * _OWN_PART) if total > FEW_FILES and not drafts else total
    files = [*paths.items()]
    loaded = Loaded(names=frozenset(paths), drafts=drafts)
    others = (
        in_background(partial(_read, content, files[own:], loaded.names)) if own < total else None
    )
    for done, file in enumerate(files[:own]):
        progress(done * total // own, total)
        _add(loaded, content, *file)
    if others:
        loaded.extend(others())
    progress(total - 1, total)
    return loaded


def _read(content: Path, files: Iterable[tuple[str, Path]], names: frozenset[str]) -> Loaded:
    """Return what some files of a folder hold; `names` are the paths of all."""
    loaded = Loaded(names=names)
    for file in files:
        _add(loaded, content, *file)
    return loaded


def _add(loaded: Loaded, content: Path, below: str, path: Path) -> None:
    """Read a file of the folder `content` by its path below it."""
    name = f"{content.name}/{below}"
    file_type = file_type_of(below)
    misnamed = _misnamed(below, Place(name), loaded.names)
    if file_type is None and misnamed is None:
        places = "、".join(known.pattern for known in FILES)
        loaded.errors.append(problem("unexpected-file", Place(name), places=places))
        return
    try:
        raw = read_bytes(path)
    except OSError as failure:
        loaded.errors.append(unreadable(name, failure))
        loaded.unread_files.add(name)
        return
    if misnamed:
        loaded.add_misnamed(raw, misnamed)
    elif file_type:
        loaded.add(raw, name, file_type)


def file_type_of(name: str) -> FileType | None:
    """Return the type of a file by its path below content/, None if no file may be there."""
    if is_left_behind(name):
        return None
    found = next((known for known in FILES if fnmatchcase(name, known.pattern)), None)
    return found if found and name.count("/") == found.pattern.count("/") else None


def _misnamed(below: str, place: Place, names: Collection[str]) -> ContentError | None:
    """Return the error of a file with another extension, or with the name of a copy; else None."""
    folder, _, name = below.rpartition("/")
    extension = ".csv" if folder == "survey/data" else ".yml"
    meant = with_extension(name, extension)
    if meant and file_type_of(f"{folder}/{meant}".lstrip("/")):
        return problem("wrong-extension", place, name=name, extension=extension, meant=meant)
    stem = name.removesuffix(extension)
    original = copied_from(stem) if stem != name and not is_id(stem) else None
    file_type = file_type_of(f"{folder}/{original}{extension}".lstrip("/")) if original else None
    if original is None or file_type is None:
        return None
    remedy = f"ファイル名を「{original}{extension}」に変えてください"
    if f"{folder}/{original}{extension}".lstrip("/") in names:
        free = _free(original, folder, names)
        remedy = _COPY_REMEDY.format(id=free) if file_type.named_by_id else _DELETE
    return problem(
        "copied-file", place, name=name, original=f"{original}{extension}", remedy=remedy
    )


_DELETE = "要らない写しなら、消してください"
_COPY_REMEDY = (
    "新しい項目にするなら、ファイル名を「{id}.yml」に、なかの id を「{id}」に変えてください。"
    + _DELETE
)


def _free(stem: str, folder: str, names: Collection[str]) -> str:
    """Return an id like `stem` of which there is no file."""
    tries = (f"{stem}-{number}" for number in itertools.count(2))
    return next(found for found in tries if f"{folder}/{found}.yml" not in names)


def _recognised_ids(raw: bytes) -> set[str]:
    """Return the ids in a file that cannot be read, UTF-16 included."""
    return set(_ID_LINE.findall(raw.replace(b"\0", b"").decode("utf-8", "replace")))


def _recognised_references(
    raw: bytes, name: str, file_type: FileType
) -> list[tuple[Place, Reference]]:
    """Return the references in an invalid file; none if it cannot be parsed either."""
    try:
        parsed = parse_file(raw, name)
    except ContentErrors:
        return []
    found = references_in(file_type.root, parsed.data)
    return [(parsed.place(reference.loc), reference) for reference in found]


def _name_error(file: ContentFile, names: Collection[str]) -> ContentError | None:
    """Return the error of a file whose name is not the id of its entry."""
    folder, _, name = file.name.partition("/")[2].rpartition("/")
    stem, entry_id = name.removesuffix(".yml"), file.parsed.data["id"]
    if entry_id == stem:
        return None
    place = file.parsed.place(("id",))
    valid = is_id(stem)
    if f"{folder}/{entry_id}.yml" in names:
        remedy = _COPY_REMEDY.format(id=stem if valid else _free(entry_id, folder, names))
        return problem("copied-file", place, name=name, original=f"{entry_id}.yml", remedy=remedy)
    remedy = f"ファイル名を「{entry_id}.yml」に" + (f"するか、id を「{stem}」に" if valid else "")
    return problem("wrong-file-name", place, name=name, value=entry_id, remedy=remedy)
