"""The project's own files, without what tools have made, and copies of the project."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

from tests.support.site_build import PROJECT

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

# Folders and files that the build, the tools or the system write.
GENERATED = {
    *(".git", ".venv", ".cache", ".hypothesis", ".mypy_cache", ".pytest_cache", ".ruff_cache"),
    *("__pycache__", "dist", "node_modules", "site", "site-copy", ".DS_Store", ".idea"),
}
# What a copy needs beside docs/ and content/.
_LINKED = {"hooks", "overrides", "mkdocs.yml", "mkdocs.copy.yml"}


def project_files(folder: Path = PROJECT) -> Iterator[Path]:
    """Yield every file of the project below a folder, sorted by name."""
    for path in sorted(folder.iterdir()):
        if path.name in GENERATED or path.name.startswith(("site.", "site-copy.")):
            continue
        if path.is_dir():
            yield from project_files(path)
        else:
            yield path


def project_texts() -> dict[str, str]:
    """Return the text of every file of the project by its path, without binary files."""
    texts = {}
    for file in project_files():
        try:
            texts[file.relative_to(PROJECT).as_posix()] = file.read_text("utf-8")
        except UnicodeDecodeError:
            continue
    return texts


def linked_project(folder: Path, *copied: str) -> Path:
    """Make a project in an empty folder, with links to the code and a copy of docs/; return it.

    copied: what else of the project is copied: its content, or what is a link otherwise
    """
    for name in _LINKED.difference(copied):
        (folder / name).symlink_to(PROJECT / name)
    for name in ("docs", *copied):
        copy = shutil.copytree if (PROJECT / name).is_dir() else shutil.copy
        copy(PROJECT / name, folder / name)
    return folder


def copied_project(project: Path, folder: Path) -> Path:
    """Copy a project without the scripts of its pages; return the copy."""
    return shutil.copytree(project, folder, symlinks=True, ignore=shutil.ignore_patterns("js"))
