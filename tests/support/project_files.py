"""The project's own files, without what tools have made."""

from __future__ import annotations

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
