"""/id/<id>/: a page for every entry at an address that never changes.

It shows the entry in full with its citation and leads on to where the entry stands now.  It is
not a page of MkDocs's shell, which would take longer to build than all other pages together,
and reads well without scripts: slides, QR codes and frames of other sites lead to it.  Nobody
can link to the offline copy: there the page only redirects, which keeps the copy small.
"""

from __future__ import annotations

import math
from collections import Counter
from functools import partial
from itertools import groupby
from typing import TYPE_CHECKING

from hintbook.library.library import grouped
from hintbook.model import FIELDS, Municipality, Practice, Section, SurveyTable, Tag
from hintbook.render.address import permalink
from hintbook.render.exports.survey_files.grid import SMALL_BASE, grid_of
from hintbook.render.exports.survey_files.sentences import short_stage
from hintbook.render.exports.topic_tables import blocks
from hintbook.render.neighbours import with_neighbours
from hintbook.render.output import Asset
from hintbook.render.pages.municipalities.profile import facts
from hintbook.render.pages.municipalities.sheet import shape
from hintbook.render.pages.practices import implementer
from hintbook.render.publish.policy import POLICY
from hintbook.render.templating import html, without_indentation
from hintbook.render.text import brief
from hintbook.render.view import View

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from hintbook.library import Library
    from hintbook.model import Entry
    from hintbook.render.site import Site

_SCRIPTS = tuple(
    f"assets/js/{name}.js" for name in ("shared", "foreign", "copy", "handout/collect")
)
_ASSETS = (
    "assets/favicon.svg",
    "assets/css/hintbook.css",
    "assets/js/theme.js",
    *_SCRIPTS,
)


def assets(site: Site) -> Iterator[Asset]:
    """Yield the page of every entry."""
    items = site.library.items.values()
    lists = grouped(((item.parent, item.entry.type), item.entry) for item in items)
    shell = _shell(site)
    for own in lists.values():
        for previous, entry, following in with_neighbours(own):
            path = site.file(permalink(entry).page)
            write = partial(_page, site, shell, entry, previous, following)
            yield Asset(
                path,
                write if site.settings.folders else partial(_redirect, site, entry),
                apart=True,
            )


def _shell(site: Site) -> Mapping[str, str]:
    """Return the links of what stands around every entry, by path, and that to the `root`.

    Computed once: from each page, which is a folder in id/, they are the same.
    """
    view = View(site, "id/any")
    links = {path: view.asset(path) for path in _ASSETS}
    links |= {
        path: view.to(path) for path in ("", "search/", "handout/", "urgent/", *site.settings.nav)
    }
    return links | {"root": view.root}


def _page(
    site: Site,
    shell: Mapping[str, str],
    entry: Entry,
    previous: Entry | None,
    following: Entry | None,
) -> bytes:
    page = html(
        site,
        "permalinks/permalink.html",
        permalink(entry).page,
        policy=POLICY,
        shell=shell,
        scripts=_SCRIPTS,
        entry=entry,
        parents=_parents(site.library, entry),
        groups=_parts(site.library, entry),
        previous=previous,
        next=following,
        description=brief(" ".join(entry.texts())) or entry.caption,
        **_values(site.library, entry),
    )
    return site.phrases.mark(without_indentation(page)).encode()


def _redirect(site: Site, entry: Entry) -> bytes:
    page = permalink(entry).page
    return html(site, "permalinks/redirect.html", page, policy=POLICY, entry=entry).encode()


def _parents(library: Library, entry: Entry) -> list[Entry]:
    """Return the entries that contain an entry, the outermost first."""
    parents: list[Entry] = []
    inner = entry
    while parent := library.parent(inner):
        parents.insert(0, parent)
        inner = parent
    return parents


def _parts(library: Library, entry: Entry) -> list[tuple[str, list[Entry]]]:
    """Return what an entry holds in groups of (label of the type, entries), in reading order."""
    found = groupby(library.parts(entry), key=lambda part: part.type_label)
    return [(label, list(own)) for label, own in found]


def _values(library: Library, entry: Entry) -> Mapping[str, object]:
    """Return what the template needs of an entry beside its fields."""
    match entry:
        case Municipality():
            return {"facts": facts(entry), "fields": FIELDS, "shape": shape(entry)}
        case SurveyTable():
            table = grid_of(library, entry)
            return {
                "survey": table.survey,
                "grid": table,
                "small": SMALL_BASE,
                "short_stage": short_stage,
            }
        case Section():
            return {"blocks": list(blocks(entry)), "searchable_rows": math.inf}
        case Practice():
            return {"implementer": implementer(entry)}
        case Tag():
            tagged = library.tagged.get(entry.id, ())
            return {"counts": Counter((each.type, each.type_label) for each in tagged)}
    return {}
