"""The offline copy of the project's own content."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hintbook.render.publish.offline import is_sound
from tests.support.site_build import build
from tools import offline
from tools.links import broken_links, read_all

if TYPE_CHECKING:
    from pathlib import Path

MEGABYTES = 12


def test_every_link_of_the_copy_resolves_and_its_zip_is_small(tmp_path: Path) -> None:
    site = build(tmp_path / "copy", "mkdocs.copy.yml")
    assert broken_links(site, read_all(site)) == []
    packed = offline.pack(site, tmp_path / "dist")
    assert is_sound(packed)
    assert packed.stat().st_size < MEGABYTES * 1_000_000
