"""What every page is rendered with: the library, the templates, links, icons, citations."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from hintbook import __version__
from hintbook.model import Practice, Term

from . import citation, qr
from .address import Address, address, asset_href, file_of, href, permalink
from .citation import circled
from .counts import count
from .text import TermFinder, TextRenderer

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from hintbook.library import Library, Link
    from hintbook.model import Entry


@dataclass(frozen=True)
class Settings:
    """What the site generator decides.

    `icons` is the folder of Material's bundled icons; `folders` the layout
    (see `address`); `url` the site's address with a final slash, or ""; `repository`
    that of the repository without one, or ""; `today` the day on which reviews are
    found old, None for that of the last one; `names` what scripts and styles are
    called in the site (see `hashed`); `accessibility` the file of what `make accessibility`
    found; `docs` the folder of the pages that are written by hand; `contact` the address for
    mail to the editors, or ""; `shell` the folder of the templates that stand around every page;
    `packed` the offline copy that the site offers, or None.
    """

    name: str
    icons: Path
    folders: bool = True
    url: str = ""
    names: Mapping[str, str] = field(default_factory=dict)
    repository: str = ""
    today: datetime.date | None = None
    accessibility: Path | None = None
    docs: Path | None = None
    contact: str = ""
    shell: Path | None = None
    packed: Path | None = None


class Site:
    """A library ready to be rendered: whole, or only so far as to know where everything stands.

    Of the latter `only` names the pages that have HTML.
    """

    def __init__(
        self, library: Library, settings: Settings, only: Collection[str] | None = None
    ) -> None:
        self.library = library
        self.settings = settings
        self.only = only
        # Asked for again and again, by the id: hashing a whole entry takes longer than quoting it.
        self._name = cache(lambda entry_id: citation.name(library, library[entry_id]))
        self._citation = cache(
            lambda entry_id: citation.citation(library, library[entry_id], settings.name)
        )
        self._symbol = cache(lambda icon: _symbol(settings.icons / f"{icon}.svg"))
        self.today = today(library, settings)
        self.edition = edition(library, settings)
        self._finder = TermFinder(library.all(Term))
        self._templates = _templates()

    @property
    def whole(self) -> bool:
        """Whether everything is rendered."""
        return self.only is None

    def html(self, template: str, page: str, **values: Any) -> str:
        """The HTML of a template for the page at this path; "" for a page that is not asked for."""
        if self.only is not None and page not in self.only:
            return ""
        view = View(self, page)
        html = self._templates.get_template(template).render(
            view=view, library=self.library, site=self.settings, **values
        )
        return html + self._sprite(view.icons)

    def texts(self, page: str) -> TextRenderer:
        """A fresh renderer of texts: every page links a term once."""

        def link(term: Term) -> str:
            return self.href(page, address(self.library, term))

        return TextRenderer(self._finder, link)

    def href(self, here: str, there: Address) -> str:
        """A relative link in the layout of this site."""
        return href(here, there, folders=self.settings.folders)

    def name(self, entry: Entry) -> str:
        """What an entry is called where it stands alone."""
        return self._name(entry.id)

    def citation(self, entry: Entry) -> str:
        """How an entry is quoted, with a slot for its address."""
        return self._citation(entry.id)

    def permanent_url(self, entry: Entry) -> str:
        """An entry's unchanging address in full, or from the root if the site's is not known.

        The copy for disk, too, gives the address of the published site.
        """
        return (self.settings.url or "/") + href("", permalink(entry), folders=True)

    def file(self, page: str) -> str:
        """The file of a page in the layout of this site."""
        return file_of(page, folders=self.settings.folders)

    def _sprite(self, icons: Iterable[str]) -> str:
        """The icons that a page uses, each once: <use> shows them wherever they stand."""
        symbols = "".join(map(self._symbol if self.whole else _no_symbol, icons))
        return f'<svg class="sprite" width="0" height="0">{symbols}</svg>' if symbols else ""


@cache
def _templates() -> Environment:
    """The templates, compiled once, and anew after a change: that takes longer than a small site."""
    return Environment(
        loader=FileSystemLoader(Path(__file__).parent / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def today(library: Library, settings: Settings) -> datetime.date:
    """The day of a site."""
    reviews = (practice.reviewed for practice in library.all(Practice))
    return settings.today or max(reviews, default=datetime.date.min)


def edition(library: Library, settings: Settings) -> str:
    """The version and the day of a site, as the foot of every page says them."""
    day = today(library, settings)
    return f"第{__version__}版（{day.year}年{day.month}月{day.day}日）"


def _no_symbol(icon: str) -> str:
    """An icon by its name alone."""
    return f'<symbol id="icon-{icon}"></symbol>'


def _symbol(file: Path) -> str:
    """An icon as a part of a sprite, by the name of its file."""
    svg = file.read_text(encoding="utf-8").strip()
    head, body = svg.removesuffix("</svg>").split(">", 1)
    view_box = head.split('viewBox="', 1)[1].split('"', 1)[0]
    return f'<symbol id="icon-{file.stem}" viewBox="{view_box}">{body}</symbol>'


class View:
    """What templates ask while one page is rendered."""

    def __init__(self, site: Site, page: str) -> None:
        self.page = page
        self._site = site
        self._texts = site.texts(page)
        self.text = self._texts.paragraphs
        self.inline = self._texts.inline
        self.definition = self._texts.definition
        self.circled = circled
        self.count = count
        self.edition = site.edition
        self.permanent_url = site.permanent_url
        self.document = citation.document
        self.icons: dict[str, None] = {}

    def icon(self, icon: str) -> Markup:
        """A Material icon, hidden from screen readers: words stand beside it."""
        self.icons[icon] = None
        use = '<svg class="icon" aria-hidden="true" focusable="false"><use href="#icon-{}"/></svg>'
        return Markup(use).format(icon)  # noqa: S704 - the mark-up is ours

    def link(self, entry: Entry) -> str:
        """Link to where an entry stands."""
        return self._site.href(self.page, address(self._site.library, entry))

    def to(self, page: str, anchor: str = "") -> str:
        """Link to a page by its path."""
        return self._site.href(self.page, Address(page, anchor))

    def asset(self, path: str) -> str:
        """Link to an asset."""
        settings = self._site.settings
        name = settings.names.get(path, path)
        return asset_href(self.page, name, folders=settings.folders)

    def canonical(self, entry: Entry) -> str:
        """Where an entry stands, in full if the site's address is known."""
        url, place = self._site.settings.url, address(self._site.library, entry)
        return url + self._site.href("", place) if url else self.link(entry)

    def permalink(self, entry: Entry) -> str:
        """Link to an entry's unchanging address."""
        return self._site.href(self.page, permalink(entry))

    def qr(self, entry: Entry) -> str:
        """Link to an entry's QR code."""
        return self.asset(qr.path(entry))

    def qr_url(self, entry: Entry) -> str:
        """What an entry's QR code holds."""
        return qr.url(self._site.settings, entry)

    def card_height(self, entry: Entry) -> int:
        """About how many pixels an entry's own page needs in a frame 600 wide; a long one scrolls."""
        lines = sum(len(line) // 32 + 1 for text in entry.texts() for line in text.splitlines())
        small = len(self.citation(entry, self.permanent_url(entry))) // 36 + 1
        return min(230 + 33 * lines + 26 * small, 720)

    def is_stale(self, entry: Entry) -> bool:
        """Whether an entry was last reviewed too long ago to be relied on unchecked."""
        return isinstance(entry, Practice) and entry.is_stale(self._site.today)

    def name(self, entry: Entry) -> str:
        """What an entry is called where it stands alone."""
        return self._site.name(entry)

    def citation(self, entry: Entry, url: str = citation.URL_SLOT) -> str:
        """How an entry is quoted; the slot for the address is filled by `url`."""
        return self._site.citation(entry).replace(citation.URL_SLOT, url)

    def page_citation(self, title: str) -> str:
        """How a page that is no entry is quoted: its title, the site, its address."""
        settings = self._site.settings
        address = (settings.url or "/") + self._site.href("", Address(self.page))
        return f"{title}、『{settings.name}』、{address}"

    def originals(self, entry: Entry) -> list[str]:
        """The passages that an entry restates, as quoted."""
        return citation.originals_of(self._site.library, entry)

    def links(
        self, entry: Entry, stated_by: str, types: Collection[str] | None = None
    ) -> list[Link]:
        """The links of an entry that a source or the editors state, to entries of some types."""
        return [
            link
            for link in self._site.library.links.get(entry.id, ())
            if link.stated_by == stated_by and (types is None or link.target.type in types)
        ]

    def linked(self, entry: Entry, kind: str, stated_by: str) -> list[Entry]:
        """What an entry is linked to, of one type."""
        return [link.target for link in self.links(entry, stated_by, (kind,))]
