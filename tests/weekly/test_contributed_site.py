"""A site with all contributions passes the tests of the site that need a site and its library."""

from __future__ import annotations

import inspect
from typing import TYPE_CHECKING

from tests.content import test_budgets, test_open_data, test_site
from tests.support.contributions import TOGETHER, contribute, draft
from tests.support.site_build import build
from tools.links import read_all

if TYPE_CHECKING:
    from pathlib import Path

    from hintbook.library import Library


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
