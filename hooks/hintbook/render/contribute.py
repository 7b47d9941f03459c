"""The form for a practice, built from the schema that the command holds content to.

One script, `hintbookForm`, carries what the form's own scripts need: the schema,
the rules beyond it, the wording of errors, and what is taken or may be named.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from hintbook.errors import CATALOGUE
from hintbook.library import TARGETS
from hintbook.load import FORBIDDEN
from hintbook.model import FACETS, FILES, Goal, MethodKind, Municipality, Practice, Source, Tag
from hintbook.model.base import TO_WRITE
from hintbook.model.practice import ASPECTS, CATEGORIES, RULES
from hintbook.schema import modeline, schema

from . import search
from .hashed import digest
from .output import Asset, Heading, Page, script

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hintbook.schema import Schema

    from .site import Site

PATH = "contribute/practice/"
TITLE = "実践例を投稿する"
SCRIPTS = ("contribute/check", "contribute/yaml", "contribute/reading", "contribute/form")
# What a form cannot get wrong: a file's form, figures, entry types other than a practice.
_CODES = (
    *("unknown-key", "missing-key", "wrong-type", "empty-text", "empty-list", "too-few"),
    *(
        "too-long",
        "too-many",
        "repeated-value",
        "invalid-value",
        "malformed-id",
        "bad-date",
        "future-date",
    ),
    *("category-aspect", "reviewed-before-added", "private-data", "control-character"),
    *("unkind-word", "named-place", "unfinished"),
    *("duplicate-id", "duplicate-title", "self-related", "unknown-category", "unknown-passage"),
    *(target.code for target in TARGETS.values()),
)
_KIND = next(kind for kind in FILES if kind.holds is Practice)


def outputs(site: Site) -> Iterator[Page | Asset]:
    """The form's page and its data."""
    library = site.library
    shape = schema(_KIND, library)
    code = script("hintbookForm", _data(site, shape))
    data = f"assets/contribute/{digest(code.encode())}.js"
    yield Asset(data, code.encode())
    folder, _ = search.index(site)
    sections = (
        Heading("what", "どんな取組か"),
        Heading("who", "だれの、どんな取組か"),
        Heading("tags", "タグ"),
        Heading("related", "つながり"),
        Heading("origin", "もとになるものと公開"),
        Heading("name", "アドレスになる名前"),
        Heading("preview", "見え方"),
        Heading("send", "確かめて、送る"),
        Heading("by-hand", "フォームを使わずに送る"),
    )
    yield Page(
        path=PATH,
        title=TITLE,
        html=site.html(
            "contribute.html",
            PATH,
            title=TITLE,
            data=data,
            folder=folder,
            search_scripts=search.SCRIPTS[:3],
            keys=shape["properties"],
            aspects=ASPECTS,
            categories=CATEGORIES,
            implementers=_choices(shape["$defs"]["ImplementedBy"]["properties"]["kind"]),
            disclosures=_choices(shape["properties"]["disclosure"]),
            facets={
                label: [tag for tag in library.all(Tag) if tag.facet == facet]
                for facet, label in FACETS.items()
            },
            tags=library.all(Tag),
            goals=sorted(library.all(Goal), key=lambda goal: goal.letter),
            methods=library.all(MethodKind),
            municipalities=sorted(library.all(Municipality), key=lambda m: m.number),
            sources=sorted(library.all(Source), key=lambda source: source.number),
            modeline=modeline(_KIND),
        ),
        description="現場のよい取組を、フォームに書いて、実践例として投稿できます。",
        headings=sections,
        scripts=SCRIPTS,
        styles=("contribute",),
    )


def _choices(node: Schema) -> dict[str, str]:
    """The values of an enumeration, each with its name; null left out."""
    found = node["anyOf"][0] if "anyOf" in node else node
    return dict(zip(found["enum"], found["enumDescriptions"], strict=True))


def _data(site: Site, shape: Schema) -> dict[str, object]:
    library = site.library
    return {
        "schema": shape,
        "rules": RULES,
        "forbidden": FORBIDDEN,
        "toWrite": TO_WRITE,
        "messages": {code: CATALOGUE[code][:2] for code in _CODES},
        "links": [target.code for target in TARGETS.values()],
        "modeline": modeline(_KIND),
        "ids": list(library.items),
        "titles": {practice.title: practice.id for practice in library.all(Practice)},
        "passages": {source.id: source.labels for source in library.all(Source)},
        "repository": site.settings.repository,
    }
