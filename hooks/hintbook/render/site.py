"""What every page and asset is rendered from: the library, the settings, names, links, citations."""

from __future__ import annotations

import datetime
from functools import cache
from typing import TYPE_CHECKING

from hintbook import __version__
from hintbook.model import Practice, Tag, Term
from hintbook.render import citation
from hintbook.render.address import Address, address, file_of, href, permalink
from hintbook.render.card import card_heights
from hintbook.render.text import TermFinder, TextRenderer
from hintbook.render.text.phrases import PhraseMarker

if TYPE_CHECKING:
    from hintbook.library import Library
    from hintbook.model import Entry
    from hintbook.render.settings import Settings

# The day of a site without practices that is built on no day in particular.
_FIRST_DAY = datetime.date(2026, 1, 1)


class Site:
    """A library with the settings of a build."""

    def __init__(self, library: Library, settings: Settings) -> None:
        self.library = library
        self.settings = settings
        # Cached by id: hashing a whole entry takes longer than naming it.
        self._name = cache(lambda entry_id: library[entry_id].full_name(library))
        self._citation = cache(
            lambda entry_id: citation.citation(library, library[entry_id], settings.name)
        )
        self._card_heights = cache(
            lambda entry_id: card_heights(
                library,
                library[entry_id],
                self._name(entry_id),
                self.full_citation(library[entry_id]),
            )
        )
        self.today = today(library, settings)
        self.edition = edition(library, settings)
        self.phrases = phrase_marker(library, settings)
        self._finder = TermFinder(library.all(Term))

    def texts(self, page: str) -> TextRenderer:
        """Return a fresh text renderer for a page: each page links a term once."""

        def link(term: Term) -> str:
            return self.href(page, address(self.library, term))

        return TextRenderer(self._finder, link)

    def href(self, here: str, there: Address) -> str:
        """Return a relative link from the page `here` in the layout of this site."""
        return href(here, there, folders=self.settings.folders)

    def url_path(self, page: str) -> str:
        """Return the path of a page below the site's root, as absolute URLs contain it."""
        return self.href("", Address(page)).removeprefix("./")

    def name(self, entry: Entry) -> str:
        """Return the name of an entry where it stands alone."""
        return self._name(entry.id)

    def citation(self, entry: Entry) -> str:
        """Return the citation of an entry with `citation.URL_SLOT` in place of its address."""
        return self._citation(entry.id)

    def full_citation(self, entry: Entry) -> str:
        """Return the citation of an entry with its permanent address."""
        return self.citation(entry).replace(citation.URL_SLOT, self.permanent_url(entry))

    def card_heights(self, entry: Entry) -> tuple[int, ...]:
        """Return widths of frames and the heights of an entry's permanent page in them; see `card.card_heights`."""
        return self._card_heights(entry.id)

    def permanent_url(self, entry: Entry) -> str:
        """Return an entry's permanent address, from the root if the site's URL is not known.

        The offline copy gives the address of the published site, too.
        """
        return (self.settings.url or "/") + href("", permalink(entry), folders=True)

    def qr_url(self, entry: Entry) -> str:
        """Return what an entry's QR code holds: its permanent address in full."""
        return self.settings.qr_root + href("", permalink(entry), folders=True)

    def file(self, page: str) -> str:
        """Return the file of a page in the layout of this site."""
        return file_of(page, folders=self.settings.folders)


def today(library: Library, settings: Settings) -> datetime.date:
    """Return the day of the site: the build's, else that of the latest review."""
    reviews = (practice.reviewed for practice in library.all(Practice))
    return settings.today or max(reviews, default=_FIRST_DAY)


def edition(library: Library, settings: Settings) -> str:
    """Return version and day of the site as the footer shows them: 第0.2.0版（2026年11月21日）."""
    day = today(library, settings)
    return f"第{__version__}版（{day.year}年{day.month}月{day.day}日）"


def phrase_marker(library: Library, settings: Settings) -> PhraseMarker:
    """Return what marks phrase ends: never inside a term, the label of a tag or the site's name."""
    terms = (name for term in library.all(Term) for name in term.names)
    tags = (tag.label for tag in library.all(Tag))
    return PhraseMarker({*terms, *tags, *filter(None, [settings.name])})
