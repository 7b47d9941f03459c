"""The content as open data under /api/v1/."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from . import citation
from .address import address
from .output import Asset

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hintbook.model import Entry

    from .site import Site


def outputs(site: Site) -> Iterator[Asset]:
    """`entries.json`: every entry with its address (from the site's root), text, tags, sources."""
    entries = [_entry(site, item.entry) for item in site.library.items.values()]
    text = json.dumps(entries, ensure_ascii=False, indent=1)
    yield Asset("api/v1/entries.json", f"{text}\n".encode())


def _entry(site: Site, entry: Entry) -> dict[str, object]:
    return {
        "id": entry.id,
        "type": entry.type,
        "title": citation.name(site.library, entry),
        "url": site.href("", address(site.library, entry)),
        "text": "\n\n".join(entry.texts()),
        "tags": [tag.id for tag in site.library.tags(entry)],
        "sources": [
            {"document": source.id, "at": list(reference.at)}
            for source, reference in site.library.sources(entry)
        ],
    }
