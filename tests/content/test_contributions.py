"""Whatever `check` accepts can be published: contributions as editors make them, all in one copy.

tests/weekly/ makes each in a copy of its own, and builds the copy with all of them.
"""

from __future__ import annotations

from collections import Counter
from functools import lru_cache
from typing import TYPE_CHECKING

import pytest

from hintbook.load import files, validation
from hintbook.render import Settings, Site, all_pages
from hintbook.render.address import address
from tests.support.contributions import TOGETHER, contribute, draft
from tests.support.site_build import ICONS

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from hintbook.library import Library


@pytest.fixture(scope="module", autouse=True)
def read_once() -> Iterator[None]:
    """Read each file once for all copies that have it unchanged."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(files, "read", lru_cache(maxsize=None)(validation.read))
        yield


def assert_accepted(library: Library, root: Path, names: tuple[str, ...]) -> None:
    """Fail unless `check` finds nothing in a copy with the contributions, and its pages render."""
    project = contribute(draft(root, library), names)
    after = project.library()
    before, now = (Counter(each.code for each in read.warnings) for read in (library, after))
    assert set(now - before) <= {"rare-tag"}
    changed = [i for i, item in after.items.items() if library.items.get(i) != item]
    new = {i for i in changed if i not in library.items or library[i] != after[i]}
    paths = {address(after, after[entry_id]).page for entry_id in new}
    site = Site(after, Settings(icons=ICONS, docs=project.docs))
    rendered = [page.headings for page in all_pages(site) if page.path in paths]
    assert len(rendered) == len(paths)


def test_check_and_render_accept_all_contributions(library: Library, tmp_path: Path) -> None:
    assert_accepted(library, tmp_path, TOGETHER)
