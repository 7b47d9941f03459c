"""The files that somebody has put into a folder of the project, and their bytes."""

from __future__ import annotations

import os
import re
import stat
from pathlib import Path
from typing import TYPE_CHECKING

from hintbook.errors import ContentErrors, Place, problem
from hintbook.load.decode import SIZE_LIMIT
from hintbook.load.file_names import is_left_behind
from hintbook.model.base.reserved_ids import WINDOWS_NAMES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hintbook.errors import ContentError

_WINDOWS_NAME = re.compile(rf"(?:{WINDOWS_NAMES})(?:\..*)?", re.IGNORECASE)


def files_in(folder: Path) -> dict[str, Path]:
    """Return every regular file below a folder by its path there, in the order of the paths.

    What systems and editors leave behind is passed over; so are pipes and devices.
    Raises `ContentErrors` for links and for names that no file may have, and for a folder that
    cannot be listed: what is in the folder can then not be judged.
    """

    def refuse(failure: OSError) -> None:
        place = Path(failure.filename).relative_to(folder.parent).as_posix()
        raise ContentErrors([unreadable(place, failure)])

    errors: list[ContentError] = [*_errors(folder.name, _mode(folder), folder.name)]
    found: dict[str, Path] = {}
    for top, folders, names in os.walk(folder, onerror=refuse if folder.exists() else None):
        here = Path(top)
        above = here.relative_to(folder).parts
        files = set(names)
        for name in (*folders, *names):
            below = "/".join((*above, name))
            if is_left_behind(below):
                continue
            path = here / name
            mode = _mode(path)
            errors += _errors(name, mode, f"{folder.name}/{below}")
            if name in files and stat.S_ISREG(mode or stat.S_IFREG):
                found[below] = path
    if errors:
        raise ContentErrors(errors)
    return {below: found[below] for below in sorted(found)}


def read_bytes(file: Path) -> bytes:
    """Return the bytes of a file; of one that is too large as many as `decode` refuses."""
    with file.open("rb") as opened:
        return opened.read(SIZE_LIMIT + 1)


def unreadable(name: str, failure: OSError) -> ContentError:
    """Return the error of a file or folder that cannot be opened."""
    return problem("unreadable-file", Place(name), reason=failure.strerror)


def _errors(name: str, mode: int, path: str) -> Iterator[ContentError]:
    """Yield what is wrong with a file or folder, whatever is in it; `path` is its place."""
    if stat.S_ISLNK(mode):
        yield problem("linked-file", Place(path), value=name)
    if not name.isprintable():
        yield problem("unusable-file-name", Place(path), value=name, reason=_CONTROL)
    if _WINDOWS_NAME.fullmatch(name):
        yield problem("unusable-file-name", Place(path), value=name, reason=_OF_WINDOWS)


_CONTROL = "改行など、目に見えない文字があります"
_OF_WINDOWS = "Windows では、その名前のファイルを作れません"


def _mode(path: Path) -> int:
    """Return the mode of a file, links not followed; 0 if it cannot be asked."""
    try:
        return path.lstat().st_mode
    except OSError:
        return 0
