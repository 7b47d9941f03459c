"""Small content of the tests' own that has every kind of page and uses every script."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

from tests.support.site_build import FIXTURES, PROJECT

if TYPE_CHECKING:
    from pathlib import Path

# Each folder adds to those before it; the first is valid on its own.
FOLDERS = ("content_ok", "content_every", "content_more")


def small_project(folder: Path) -> Path:
    """Make a project with the small content in an empty folder; return its configuration file."""
    for own in ("hooks", "overrides", "mkdocs.yml"):
        (folder / own).symlink_to(PROJECT / own)
    shutil.copytree(PROJECT / "docs", folder / "docs")
    for name in FOLDERS:
        shutil.copytree(FIXTURES / name, folder / "content", dirs_exist_ok=True)
    return folder / "mkdocs.yml"
