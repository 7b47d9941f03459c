"""Browser tests visit a site of small content, which no editor changes.

Those that visit many pages visit a few that cover the others, and check each in one look;
`make weekly` visits one of every kind, in every look.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.support.page_traits import covering_pages, representatives
from tests.support.pages import LOOKS, TURNS
from tests.support.site_build import serve

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from hintbook.library import Library
    from tests.support.pages import Look


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
def every_page(pytestconfig: pytest.Config) -> bool:
    """Whether tests visit a page of every kind, in every state and look."""
    every: bool = pytestconfig.getoption("every_page")
    return every


@pytest.fixture(scope="session")
def looks_of(every_page: bool) -> Callable[[int], tuple[Look, ...]]:
    """Return the looks in which a test checks its states, by their number: they take turns."""
    return lambda number: LOOKS if every_page else (TURNS[number % len(TURNS)],)


@pytest.fixture(scope="session")
def pages_of(every_page: bool) -> Callable[[Path], list[str]]:
    """Return the paths of the pages of a site that tests visit, redirects left out."""

    def visited(site: Path) -> list[str]:
        if not every_page:
            return covering_pages(site)
        return [path for alike, path in representatives(site).items() if not alike.redirects]

    return visited
