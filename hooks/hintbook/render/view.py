"""The helpers of a template: links, icons, texts, names, citations."""

from __future__ import annotations

from itertools import takewhile
from typing import TYPE_CHECKING, NamedTuple

from markupsafe import Markup

from hintbook.model import Practice
from hintbook.model.base.entry import circled
from hintbook.render import citation
from hintbook.render.address import Address, address, asset_href, permalink, qr_path
from hintbook.render.output import script_length
from hintbook.render.sessions import SET_PLAN
from hintbook.render.text import first_sentence
from hintbook.render.text.numerals import count

if TYPE_CHECKING:
    from collections.abc import Collection

    from hintbook.library import Link
    from hintbook.model import Entry
    from hintbook.render.site import Site


class Voice(NamedTuple):
    """Whose words a text is: a Material icon, a label, and a note."""

    icon: str
    label: str
    note: str


# By the type of the entry.
VOICES = {
    "example": Voice("account-voice", "具体例", "調査の回答をもとに創作された場面"),
    "hint": Voice("sprout-outline", "支援者の学び・気づき", "現場の担当者が、支援を通して得たもの"),
    "suggestion": Voice("school-outline", "有識者の視点", "企画・検証委員会の委員から"),
}


class View:
    """What a template gets as `view` for one page."""

    def __init__(self, site: Site, page: str) -> None:
        self.page = page
        self._site = site
        self._texts = site.texts(page)
        self.text = self._texts.paragraphs
        self.inline = self._texts.inline
        self.definition = self._texts.definition
        self.circled = circled
        self.count = count
        self.first_sentence = first_sentence
        self.voices = VOICES
        self.set_minutes = SET_PLAN.minutes
        self.edition = site.edition
        self.permanent_url = site.permanent_url
        self.citation = site.citation
        self.full_citation = site.full_citation
        self.card_heights = site.card_heights
        self.document = citation.document
        self.icons: dict[str, None] = {}
        self._first_source = ""

    def icon(self, icon: str) -> Markup:
        """Return a Material icon, hidden from screen readers: text must stand beside it."""
        self.icons[icon] = None
        use = '<svg class="icon" aria-hidden="true" focusable="false"><use href="#icon-{}"/></svg>'
        return Markup(use).format(icon)  # noqa: S704 - the mark-up is ours

    def link(self, entry: Entry) -> str:
        """Return the link to where an entry appears."""
        return self._site.href(self.page, address(self._site.library, entry))

    def to(self, page: str, anchor: str = "") -> str:
        """Return the link to a page, given its path."""
        return self._site.href(self.page, Address(page, anchor))

    def asset(self, path: str) -> str:
        """Return the link to an asset, given its path; scripts and styles by their unhashed path.

        A folder of assets may be given, too; its path ends in a slash.
        """
        settings = self._site.settings
        name = settings.hashed_names.get(path, path)
        return asset_href(self.page, name, folders=settings.folders)

    @property
    def root(self) -> str:
        """The link to the folder that holds the whole site."""
        return self.asset("")

    def canonical(self, entry: Entry) -> str:
        """Return the address at which an entry appears, in full if the site's URL is known."""
        url, place = self._site.settings.url, address(self._site.library, entry)
        return url + self._site.href("", place) if url else self.link(entry)

    def permalink(self, entry: Entry) -> str:
        """Return the link to an entry's permanent address."""
        return self._site.href(self.page, permalink(entry))

    def qr(self, entry: Entry) -> str:
        """Return the link to an entry's QR code."""
        return self.asset(qr_path(entry.id))

    def qr_url(self, entry: Entry) -> str:
        """Return what an entry's QR code contains."""
        return self._site.qr_url(entry)

    def is_stale(self, entry: Entry) -> bool:
        """Return whether the last review of an entry is too long ago."""
        return isinstance(entry, Practice) and entry.is_stale(self._site.today)

    def name(self, entry: Entry) -> str:
        """Return the name of an entry where it stands alone."""
        return self._site.name(entry)

    def short_name(self, entry: Entry) -> str:
        """Return the name of an entry without a title, for labels that say much else."""
        return entry.short_name(self._site.library)

    def source_on_page(self, entry: Entry) -> str:
        """Return what follows the name of an entry in its citation, up to the address.

        Of the first entry on the page in full; of the others, as most of it is the same, how
        many UTF-16 units it shares with the first, a space, and the rest.
        """
        whole = self.citation(entry).removesuffix(citation.URL_SLOT)
        text = whole[len(self.name(entry)) :].rstrip()
        if not self._first_source:
            self._first_source = text
            return text
        alike = takewhile(
            lambda pair: pair[0] == pair[1], zip(self._first_source, text, strict=False)
        )
        shared = "".join(character for character, _ in alike)
        return f"{script_length(shared)} {text.removeprefix(shared)}"

    def originals(self, entry: Entry) -> list[str]:
        """Return the sources of an entry, each document once with all passages."""
        return citation.originals_of(self._site.library, entry)

    def links(
        self,
        entry: Entry,
        stated_by: str,
        types: Collection[str] | None = None,
        except_types: Collection[str] = (),
    ) -> list[Link]:
        """Return the links of an entry.

        stated_by: "source" or "editors"
        types: types of the targets, None for all
        except_types: types that the page shows elsewhere
        """
        return [
            link
            for link in self._site.library.links.get(entry.id, ())
            if link.stated_by == stated_by
            and (types is None or link.target.type in types)
            and link.target.type not in except_types
        ]

    def linked(self, entry: Entry, type_: str, stated_by: str) -> list[Entry]:
        """Return the targets of an entry's links, of one type."""
        return [link.target for link in self.links(entry, stated_by, (type_,))]
