"""What the site generator decides about a build."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import datetime
    from collections.abc import Mapping
    from pathlib import Path

# Where `make serve` shows the site: QR codes lead there until the published address is known.
_PREVIEW_URL = "http://127.0.0.1:8000/"


@dataclass(frozen=True)
class Settings:
    """The options of a build.

    name: the site's name
    icons: folder of Material's bundled icons
    folders: layout of the site, see `address`: `scenes/1/index.html` or `scenes/1.html`
    url: address of the published site with a final slash, or ""
    hashed_names: site path of each script and style by its path below docs/, see `hashed_names`
    repository: address of the repository without a final slash, or ""
    today: day on which reviews are judged; None stands for the day of the latest review
    accessibility: results file of `make accessibility`
    docs: folder of the hand-written pages
    contact: mail address of the editors, or ""
    offline_zip: the packed offline copy that the site offers, or None
    lock: permalinks.lock, or None
    nav: titles of the pages in the navigation by their paths
    """

    name: str = ""
    icons: Path | None = None
    folders: bool = True
    url: str = ""
    hashed_names: Mapping[str, str] = field(default_factory=dict)
    repository: str = ""
    today: datetime.date | None = None
    accessibility: Path | None = None
    docs: Path | None = None
    contact: str = ""
    offline_zip: Path | None = None
    lock: Path | None = None
    nav: Mapping[str, str] = field(default_factory=dict)

    @property
    def qr_root(self) -> str:
        """The address of the site that QR codes lead to, with a final slash."""
        return self.url or _PREVIEW_URL
