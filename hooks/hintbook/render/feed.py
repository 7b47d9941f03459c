"""What programs read to follow the site: an Atom feed, the map of the site, llms.txt."""

from __future__ import annotations

import datetime
import uuid
from typing import TYPE_CHECKING
from xml.etree import ElementTree as Xml

from hintbook.model import Practice
from hintbook.model.base import JAPAN

from .address import Address, address, href, permalink
from .output import Asset

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from .output import Page
    from .site import Site

LATEST = 50
PATH = "feed.xml"
_ATOM = "http://www.w3.org/2005/Atom"
# What the ids in the feed are made from: an id stays as it is wherever the site may move.
_IDS = uuid.UUID("5f0c1f5e-3d0b-4e0a-9c63-2a4a5b1c7f10")
# What a practice is in the feed for.
NEWS = {"added": "新しく加わった", "reviewed": "見直した"}
_SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"


def outputs(site: Site) -> Iterator[Asset]:
    """The feed of the practices that were added or reviewed last."""
    yield Asset(PATH, _feed(site))


def overview(site: Site, pages: Sequence[Page]) -> Iterator[Asset]:
    """What needs to know every page: the map of the site, and llms.txt."""
    yield Asset("sitemap.xml", _sitemap(site, pages))
    yield Asset("llms.txt", _llms(site, pages).encode())


def _feed(site: Site) -> bytes:
    """The feed; its links are relative while the site's own address is not known."""
    dated = sorted(site.library.all(Practice), key=lambda p: (p.reviewed, p.added), reverse=True)
    root = site.settings.url
    feed = Xml.Element("feed", {"xmlns": _ATOM, "xml:lang": "ja"})
    _add(feed, "id", _id(PATH))
    _add(feed, "title", f"{site.settings.name}: 加わった実践例、見直した実践例")
    _add(feed, "updated", _moment(dated[0].reviewed if dated else datetime.date(2026, 1, 1)))
    _add(feed, "author").append(_element("name", site.settings.name))
    _add(feed, "link", rel="self", href=root + PATH)
    _add(feed, "link", rel="alternate", href=root or "./")
    for practice in dated[:LATEST]:
        news = "reviewed" if practice.reviewed > practice.added else "added"
        entry = _add(feed, "entry")
        _add(entry, "id", _id(practice.id))
        _add(entry, "title", f"{NEWS[news]}: {practice.title}")
        _add(entry, "published", _moment(practice.added))
        _add(entry, "updated", _moment(practice.reviewed))
        _add(entry, "link", href=root + href("", permalink(practice), folders=True))
        _add(entry, "summary", practice.summary)
        _add(entry, "category", scheme=_id(f"{PATH}#news"), term=news, label=NEWS[news])
        for tag in site.library.tags(practice):
            _add(entry, "category", term=tag.id, label=tag.label)
    return _written(feed)


def _id(name: str) -> str:
    return uuid.uuid5(_IDS, name).urn


def _sitemap(site: Site, pages: Sequence[Page]) -> bytes:
    """Every page by its full address: none while the site's own address is not known."""
    changed = {
        address(site.library, practice).page: practice.reviewed
        for practice in site.library.all(Practice)
    }
    urls = Xml.Element("urlset", {"xmlns": _SITEMAP})
    for page in pages if site.settings.url else ():
        url = _add(urls, "url")
        _add(url, "loc", site.settings.url + _path(site, page.path))
        if page.path in changed:
            _add(url, "lastmod", changed[page.path].isoformat())
    return _written(urls)


def _llms(site: Site, pages: Sequence[Page]) -> str:
    """A map in Markdown for programs that read texts: each part of the site with its pages."""
    root = site.settings.url or "/"
    lines = [
        f"# {site.settings.name}",
        "",
        "> ひきこもりの状態にある人と家族を支える支援者のための、ヒントと実践の知識ベースです。",
        "> どの文も公表資料を言い換えたもので、出典の箇所が添えてあります。",
        "",
        f"- [すべての項目（JSON）]({root}api/v1/entries.json)",
        f"- [データの説明（OpenAPI）]({root}api/v1/openapi.json)",
    ]
    parts: dict[str, list[Page]] = {}
    for page in pages:
        parts.setdefault(page.path.partition("/")[0], []).append(page)
    for part, (first, *others) in parts.items():
        lines += ["", f"## {first.title}", ""]
        for page in (first, *others) if part else (first,):
            said = " ".join(page.description.split())
            lines.append(f"- [{page.title}]({root}{_path(site, page.path)}): {said}")
    return "\n".join(lines) + "\n"


def _path(site: Site, page: str) -> str:
    """A page's address below the site's root, as addresses in full are written."""
    return site.href("", Address(page)).removeprefix("./")


def _moment(day: datetime.date) -> str:
    return datetime.datetime.combine(day, datetime.time(), JAPAN).isoformat()


def _element(name: str, text: str = "", **attributes: str) -> Xml.Element:
    element = Xml.Element(name, attributes)
    element.text = text or None
    return element


def _add(parent: Xml.Element, name: str, text: str = "", **attributes: str) -> Xml.Element:
    element = _element(name, text, **attributes)
    parent.append(element)
    return element


def _written(root: Xml.Element) -> bytes:
    Xml.indent(root)
    written: bytes = Xml.tostring(root, encoding="utf-8", xml_declaration=True)
    return written + b"\n"
