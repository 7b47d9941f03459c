"""All entries as scripts that the handout page loads on demand.

A page opened from disk may load scripts but fetch nothing.  Entries are sorted by id, `CHUNK`
to a script: entries collected together are close to each other.  The page names the first id
of each script, which tells where an entry is.  Each script sets `hintbookEntries_<number>`, a
list of

    [id, type, label of the type, name, address from the root, citation, blocks, documents, examples]

`blocks` is the content (see blocks.py); `examples` are the ids of the scene's examples, for an
entry inside a scene.
"""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, NamedTuple

from hintbook.model import Scene
from hintbook.render import citation
from hintbook.render.address import address
from hintbook.render.output import script, text_asset
from hintbook.render.pages.handout.blocks import blocks
from hintbook.render.publish.hashed_names import digest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hintbook.library import Library
    from hintbook.model import Entry
    from hintbook.render.output import Asset
    from hintbook.render.site import Site

CHUNK = 16


class Chunks(NamedTuple):
    """The entries in chunks.

    folder: folder of the scripts in the site, named after their content
    firsts: id of the first entry of each script
    scripts: code of each script
    """

    folder: str
    firsts: list[str]
    scripts: list[str]


def assets(site: Site) -> Iterator[Asset]:
    """Yield the scripts."""
    folder, _, scripts = chunks(site)
    for number, code in enumerate(scripts):
        yield text_asset(f"{folder}{number}.js", code)


@functools.lru_cache(maxsize=1)
def chunks(site: Site) -> Chunks:
    """Return the entries of a site in chunks."""
    entries = sorted((item.entry for item in site.library.items.values()), key=lambda e: e.id)
    parts = [entries[start : start + CHUNK] for start in range(0, len(entries), CHUNK)]
    scripts = [
        script(f"hintbookEntries_{number}", [_values(site, entry) for entry in part])
        for number, part in enumerate(parts)
    ]
    folder = f"assets/entries/{digest(''.join(scripts).encode())}/"
    return Chunks(folder, [part[0].id for part in parts], scripts)


def _values(site: Site, entry: Entry) -> list[object]:
    library = site.library
    return [
        entry.id,
        entry.type,
        entry.type_label,
        site.name(entry),
        site.href("", address(library, entry)),
        site.citation(entry),
        blocks(library, entry),
        [source.id for source in citation.documents_of(library, entry)],
        _examples(library, entry),
    ]


def _examples(library: Library, entry: Entry) -> list[str]:
    """Return the ids of the examples of the scene that contains an entry, if any."""
    if isinstance(entry, Scene):
        return [example.id for example in entry.examples]
    parent = library.parent(entry)
    return _examples(library, parent) if parent else []
