"""`hintbook rename` renames an entry of every type."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hintbook.model import ENTRY_TYPES, Goal
from tests.unit.edit import test_rename_and_retire as unit

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

    from hintbook.library import Library

# Its fixtures.
library, addresses = unit.library, unit.addresses


def test_entries_of_every_type_can_be_renamed(
    project: Path, library: Library, addresses: set[str], capsys: pytest.CaptureFixture[str]
) -> None:
    names = [library.all(kind)[0].id for kind in ENTRY_TYPES if kind is not Goal]
    assert len(names) > 20
    unit.assert_renamed(names, project, library, capsys)
    assert unit.lost(project, addresses) == set()
