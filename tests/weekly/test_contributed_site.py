"""Each contribution by itself is accepted; a site with all passes the tests of the site.

Those are the tests that need a site and its library.
"""

from __future__ import annotations

import inspect
from typing import TYPE_CHECKING

import pytest

from tests.content import test_budgets, test_open_data, test_site
from tests.content.test_contributions import assert_accepted, read_once
from tests.support.contributions import CONTRIBUTIONS, TOGETHER, contribute, draft
from tests.support.site_build import build
from tools.links import read_all

if TYPE_CHECKING:
    from pathlib import Path

    from hintbook.library import Library

__all__ = ["read_once"]  # a fixture


@pytest.mark.parametrize("name", CONTRIBUTIONS)
def test_check_and_render_accept_each_contribution(
    library: Library, tmp_path: Path, name: str
) -> None:
    assert_accepted(library, tmp_path, (name,))


def test_a_site_with_all_contributions_passes_the_tests_of_the_site(
    library: Library, tmp_path: Path
) -> None:
    project = contribute(draft(tmp_path, library), TOGETHER)
    site = build(tmp_path / "site", str(tmp_path / "mkdocs.yml"))
    given = {
        "site": site,
        "api": site / "api/v1",
        "library": project.library(),
        "documents": read_all(site),
    }
    run = 0
    for module in (test_site, test_budgets, test_open_data):
        for test in vars(module).values():
            if not getattr(test, "__name__", "").startswith("test_"):
                continue
            needed = inspect.signature(test).parameters
            if needed.keys() <= given.keys():
                test(**{name: given[name] for name in needed})
                run += bool(needed)
    assert run > 15
