"""Browser tests visit a site of small content, which no editor changes.

Those that visit many pages visit a few that cover the others; `make weekly` one of every kind.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.support.page_traits import covering_pages, representatives
from tests.support.site_build import serve

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from hintbook.library import Library


@pytest.fixture(scope="session")
def library(small_library: Library) -> Library:
    """The library of the small content."""
    return small_library


@pytest.fixture(scope="session")
def site(small_site: Path) -> Path:
    """The folder of the site of the small content."""
    return small_site


@pytest.fixture(scope="session")
def address(site: Path) -> Iterator[str]:
    with serve(site) as address:
        yield address


@pytest.fixture(scope="session")
def pages_of(pytestconfig: pytest.Config) -> Callable[[Path], list[str]]:
    """Return the paths of the pages of a site that tests visit, redirects left out."""

    def visited(site: Path) -> list[str]:
        if not pytestconfig.getoption("every_page"):
            return covering_pages(site)
        return [path for alike, path in representatives(site).items() if not alike.redirects]

    return visited
