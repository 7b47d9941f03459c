"""Content files on disk → validated models."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Callable
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from hintbook.errors import ContentError, ContentErrors, Place, problem
from hintbook.load.validation import ContentFile, parse_file, read
from hintbook.model import FILES, FileType
from hintbook.model.base.introspection import Reference, references_in

if TYPE_CHECKING:
    from collections.abc import Iterator

# Progress callback: is called with the number of files done and of all files.
Progress: TypeAlias = Callable[[int, int], None]

_ID_LINE = re.compile(r"(?<![\w-])id[\"']? *: *[\"']?([a-z0-9-]+)")


@dataclass
class Loaded:
    """The files that could be read, and every error met.

    unread_ids: ids recognised in files that could not be read; a reference to one is no error
    unread_files: names of these files
    unread_references: references recognised in these files, each with its place
    """

    files: list[ContentFile] = field(default_factory=list)
    errors: list[ContentError] = field(default_factory=list)
    unread_ids: set[str] = field(default_factory=set)
    unread_files: set[str] = field(default_factory=set)
    unread_references: list[tuple[Place, Reference]] = field(default_factory=list)

    def add(self, raw: bytes, name: str, file_type: FileType) -> None:
        """Read the bytes of a file, and keep its models or its errors."""
        try:
            file = read(raw, name, file_type)
        except ContentErrors as found:
            self.errors += found.errors
            self.unread_ids |= _recognised_ids(raw)
            self.unread_files.add(name)
            self.unread_references += _recognised_references(raw, name, file_type)
        else:
            self.files.append(file)
            if file_type.named_by_id:
                self.errors += _name_errors(file)


def no_progress(_done: int, _all: int) -> None:
    """Report no progress."""


def load(content: Path, progress: Progress = no_progress) -> Loaded:
    """Read every file below the folder `content`.

    Places name files relative to its parent folder.  Raises `ContentErrors` for a folder that
    cannot be listed.
    """
    loaded = Loaded()
    paths = sorted(_files(content))
    for done, path in enumerate(paths):
        progress(done, len(paths))
        relative = path.relative_to(content)
        name = f"{content.name}/{relative.as_posix()}"
        if any(part.startswith(".") for part in relative.parts):
            continue
        file_type = file_type_of(relative.as_posix())
        if file_type is None:
            places = "、".join(known.pattern for known in FILES)
            loaded.errors.append(problem("unexpected-file", Place(name), places=places))
            continue
        try:
            raw = path.read_bytes()
        except OSError as failure:
            loaded.errors.append(_unreadable(name, failure))
            loaded.unread_files.add(name)
            continue
        loaded.add(raw, name, file_type)
    return loaded


def file_type_of(name: str) -> FileType | None:
    """Return the type of a file by its path below content/, None if no file may be there."""
    found = next((known for known in FILES if fnmatchcase(name, known.pattern)), None)
    return found if found and name.count("/") == found.pattern.count("/") else None


def _files(content: Path) -> Iterator[Path]:
    """Yield every file below a folder; raises `ContentErrors` for one that cannot be listed."""

    def refuse(failure: OSError) -> None:
        name = Path(failure.filename).relative_to(content.parent).as_posix()
        raise ContentErrors([_unreadable(name, failure)])

    for folder, _, names in os.walk(content, onerror=refuse if content.exists() else None):
        yield from filter(_is_regular, (Path(folder, name) for name in names))


def _is_regular(file: Path) -> bool:
    """Return False for a pipe or device; a file without a status fails when it is read."""
    try:
        return stat.S_ISREG(file.stat().st_mode)
    except OSError:
        return True


def _unreadable(name: str, failure: OSError) -> ContentError:
    return problem("unreadable-file", Place(name), reason=failure.strerror)


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


def _name_errors(file: ContentFile) -> Iterator[ContentError]:
    """Yield the error of a file whose name is not the id of its entry."""
    stem = file.name.rsplit("/", 1)[-1].removesuffix(".yml")
    entry_id = file.parsed.data["id"]
    if entry_id != stem:
        place = file.parsed.place(("id",))
        yield problem("wrong-file-name", place, name=f"{stem}.yml", stem=stem, value=entry_id)
