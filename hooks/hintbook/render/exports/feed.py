"""The Atom feed of practices added or reviewed last."""

from __future__ import annotations

import datetime
import uuid
from typing import TYPE_CHECKING
from xml.etree import ElementTree as Xml

from hintbook.model import Practice
from hintbook.model.base.fields import JAPAN
from hintbook.render.address import href, permalink
from hintbook.render.exports.xml import add, element, serialise
from hintbook.render.output import Asset

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hintbook.render.site import Site


LATEST = 50
PATH = "feed.xml"
_ATOM = "http://www.w3.org/2005/Atom"
# Namespace of the ids in the feed, which do not change when the site moves.
_IDS = uuid.UUID("5f0c1f5e-3d0b-4e0a-9c63-2a4a5b1c7f10")
# Why a practice is in the feed: terms of its category, with their labels.
NEWS = {"added": "新しく加わった", "reviewed": "見直した"}


def assets(site: Site) -> Iterator[Asset]:
    """Yield the feed of the practices that were added or reviewed last."""
    yield Asset(PATH, lambda: _feed(site))


def _feed(site: Site) -> bytes:
    """Return the feed; its links are relative if the site's URL is not known."""
    dated = sorted(site.library.all(Practice), key=lambda p: (p.reviewed, p.added), reverse=True)
    root = site.settings.url
    feed = Xml.Element("feed", {"xmlns": _ATOM, "xml:lang": "ja"})
    add(feed, "id", _id(PATH))
    add(feed, "title", f"{site.settings.name}: 加わった実践例、見直した実践例")
    add(feed, "updated", _moment(dated[0].reviewed if dated else site.today))
    add(feed, "author").append(element("name", site.settings.name))
    add(feed, "link", rel="self", href=root + PATH)
    add(feed, "link", rel="alternate", href=root or "./")
    for practice in dated[:LATEST]:
        news = "reviewed" if practice.reviewed > practice.added else "added"
        entry = add(feed, "entry")
        add(entry, "id", _id(practice.id))
        add(entry, "title", f"{NEWS[news]}: {practice.title}")
        add(entry, "published", _moment(practice.added))
        add(entry, "updated", _moment(practice.reviewed))
        add(entry, "link", href=root + href("", permalink(practice), folders=True))
        add(entry, "summary", practice.summary)
        add(entry, "category", scheme=_id(f"{PATH}#news"), term=news, label=NEWS[news])
        for tag in site.library.tags(practice):
            add(entry, "category", term=tag.id, label=tag.label)
    return serialise(feed)


def _id(name: str) -> str:
    return uuid.uuid5(_IDS, name).urn


def _moment(day: datetime.date) -> str:
    return datetime.datetime.combine(day, datetime.time(), JAPAN).isoformat()
