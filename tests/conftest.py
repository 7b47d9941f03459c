"""What all tests share."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

from bad_content import CONTENT_OK
from built import PROJECT, build
from hintbook.library import Library, open_library

if TYPE_CHECKING:
    from pathlib import Path

# The same examples on every run and every machine, however slow it is.
settings.register_profile("hintbook", derandomize=True, deadline=None)
settings.load_profile("hintbook")


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """A copy of the small valid content, free to be spoiled."""
    return shutil.copytree(CONTENT_OK, tmp_path / "content")


@pytest.fixture(scope="session")
def library() -> Library:
    """The project's own content."""
    return open_library(PROJECT / "content")


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site as it is published."""
    return build(tmp_path_factory.mktemp("site"))


@pytest.fixture(scope="session")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The copy that opens from disk."""
    return build(tmp_path_factory.mktemp("copy"), "mkdocs.copy.yml")
