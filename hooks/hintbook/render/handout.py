"""The collection 「教材箱」: its page, and the entries as scripts that the page loads as needed.

From disk a page may load scripts but fetch nothing.  Entries stand in the order
of their ids, `CHUNK` to a script: those collected together stand together, and
the first id of each script, named in the page, tells where an entry is.  Each
script sets `hintbookEntries_<number>`, a list of

    [id, type, label of the type, name, address from the root, citation, text, documents]

The scripts' folder is named after what is in them.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from hintbook.model import Source

from . import citation, qr
from .address import address
from .hashed import digest
from .output import Asset, Page

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hintbook.model import Entry

    from .site import Site

PATH = "handout/"
TITLE = "教材箱"
CHUNK = 16


def outputs(site: Site) -> Iterator[Page | Asset]:
    """The page, then the entries."""
    items = site.library.items.values() if site.whole else ()
    entries = sorted((item.entry for item in items), key=lambda e: e.id)
    chunks = [entries[start : start + CHUNK] for start in range(0, len(entries), CHUNK)]
    scripts = [_script(site, number, chunk) for number, chunk in enumerate(chunks)]
    folder = f"assets/entries/{digest(b''.join(scripts))}/"
    yield Page(
        path=PATH,
        title=TITLE,
        html=site.html(
            "handout.html",
            PATH,
            title=TITLE,
            folder=folder,
            firsts=[chunk[0].id for chunk in chunks],
            sources=sorted(site.library.all(Source), key=lambda source: source.number),
            home=qr.home(site.settings),
        ),
        description="ヒントや実践例を集めて並べ、ひとことを添えて、出典とQRコードの付いたA4の資料にします。",
        kind="wide",
        scripts=("handout/formats", "handout/sheet", "handout/page"),
        styles=("handout",),
    )
    for number, script in enumerate(scripts):
        yield Asset(f"{folder}{number}.js", script)


def _script(site: Site, number: int, entries: list[Entry]) -> bytes:
    values = [_values(site, entry) for entry in entries]
    written = json.dumps(values, ensure_ascii=False, separators=(",", ":"))
    return f"self.hintbookEntries_{number}={written};\n".encode()


def _values(site: Site, entry: Entry) -> list[object]:
    library = site.library
    return [
        entry.id,
        entry.type,
        entry.type_label,
        site.name(entry),
        site.href("", address(library, entry)),
        site.citation(entry),
        "\n\n".join(entry.texts()),
        [source.id for source in citation.documents_of(library, entry)],
    ]
