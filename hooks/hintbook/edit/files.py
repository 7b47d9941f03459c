"""Content files on disk: where they are, and how they are written."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


class UsageError(Exception):
    """Wrong use of the command; the message is Japanese."""


def content_folder(paths: Sequence[Path]) -> Path:
    """Return the content folder that contains `paths`, or is one or below one of them.

    Raises `UsageError` if there is none or more than one.
    """
    found = dict.fromkeys(map(_content_folder_of, paths or [Path("content")]))
    if len(found) > 1:
        folders = "、".join(map(str, found))
        raise UsageError(f"別々の content フォルダーのファイルです（{folders}）。")
    return next(iter(found))


def _content_folder_of(path: Path) -> Path:
    if not path.exists():
        raise UsageError(f"{path} がありません。ファイルかフォルダーの場所を確かめてください。")
    full = absolute(path)
    for folder in (full, *full.parents, full / "content"):
        if folder.name == "content" and folder.is_dir():
            return folder
    raise UsageError(f"{path} は content フォルダーの中にありません。")


def file_names(content: Path, paths: Iterable[Path]) -> list[str]:
    """Return the names, as in errors, of the content files at or below `paths`."""
    files: dict[str, None] = {}
    for path in paths:
        full = absolute(path)
        top = full if full.is_relative_to(content) else content
        for file in sorted(top.rglob("*")) if top.is_dir() else [top]:
            if file.is_file():
                files[file.relative_to(content.parent).as_posix()] = None
    return list(files)


def absolute(path: Path) -> Path:
    """Return the absolute path of a file without resolving links, so that loading can refuse them."""
    return Path(os.path.normpath(path.absolute()))


def write(path: Path, text: str) -> None:
    """Write a file atomically."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, scratch = tempfile.mkstemp(prefix=".", suffix=".tmp", dir=path.parent)
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
        mode = path.stat().st_mode if path.exists() else 0o644
        Path(scratch).chmod(mode)
        Path(scratch).replace(path)
    except BaseException:
        Path(scratch).unlink(missing_ok=True)
        raise
