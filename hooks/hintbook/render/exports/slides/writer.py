"""Slides → a PowerPoint file, by python-pptx.

Titles, texts, QR codes, footers and numbers fill placeholders, so that a trainer restyles all
slides by the master. The same slides give the same bytes.
"""

from __future__ import annotations

import io
import zipfile
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from pptx import Presentation
from pptx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from pptx.opc.package import Part
from pptx.opc.packuri import PackURI
from pptx.oxml.ns import qn
from pptx.util import Pt

from hintbook.render.exports.qr_codes import png
from hintbook.render.exports.slides import layouts
from hintbook.render.templating import environment

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterable, Mapping

    from pptx.presentation import Presentation as PresentationType

    from hintbook.render.exports.slides.topics import Slide

# What the default presentation of python-pptx has for its own purposes.
_LEFT_OUT = {RELATIONSHIP_TYPE.PRINTER_SETTINGS, RELATIONSHIP_TYPE.THUMBNAIL}
_EARLIEST = (1980, 1, 1, 0, 0, 0)  # that a zip can name


class About(NamedTuple):
    """What a presentation says of itself: title, site, moment of its last change."""

    title: str
    site: str
    changed: datetime.datetime


def presentation(slides: Iterable[Slide], about: About) -> bytes:
    """Return a PowerPoint file of slides."""
    made = Presentation(io.BytesIO(blank(about.site)))
    for slide in slides:
        _add(made, slide, about.site)
    properties = made.core_properties
    properties.title = about.title
    properties.author = properties.last_modified_by = about.site
    properties.language = "ja-JP"
    properties.created = properties.modified = about.changed
    properties.revision, properties.comments = 1, ""
    return _packed(made)


def _add(made: PresentationType, slide: Slide, footer: str) -> None:
    """Add a slide with its QR code and notes.

    Their parts are made here, from templates: by the shapes of python-pptx it takes five times as
    long.
    """
    slides = made.element.get_or_add_sldIdLst()
    number = len(slides) + 1
    part = _part(made, f"slides/slide{number}.xml", CONTENT_TYPE.PML_SLIDE)
    layout = made.slide_layouts[layouts.LAYOUTS.index(slide.layout)]
    part.relate_to(layout.part, RELATIONSHIP_TYPE.SLIDE_LAYOUT)
    image = _part(made, f"media/qr{number}.png", CONTENT_TYPE.PNG, png(slide.code.url))
    part.blob = _rendered(
        "slide",
        slide=slide,
        number=number,
        footer=footer,
        indent=layouts.INDENT,
        image=part.relate_to(image, RELATIONSHIP_TYPE.IMAGE),
        link=part.relate_to(slide.code.url, RELATIONSHIP_TYPE.HYPERLINK, is_external=True),
    )
    notes = _part(
        made,
        f"notesSlides/notesSlide{number}.xml",
        CONTENT_TYPE.PML_NOTES_SLIDE,
        _rendered("notes", lines=slide.notes.split("\n")),
    )
    notes.relate_to(made.notes_master.part, RELATIONSHIP_TYPE.NOTES_MASTER)
    notes.relate_to(part, RELATIONSHIP_TYPE.SLIDE)
    part.relate_to(notes, RELATIONSHIP_TYPE.NOTES_SLIDE)
    slides.add_sldId(made.part.relate_to(part, RELATIONSHIP_TYPE.SLIDE))


def _part(made: PresentationType, name: str, content_type: str, content: bytes = b"") -> Part:
    return Part(PackURI(f"/ppt/{name}"), content_type, made.part.package, content)


@cache
def blank(site: str) -> bytes:
    """Return a presentation without slides, with theme, master and layouts of the site."""
    made = Presentation()
    made.slide_width, made.slide_height = Pt(layouts.WIDTH), Pt(layouts.HEIGHT)
    del made.element.find(qn("p:sldSz")).attrib["type"]  # it says 4:3
    for layout in list(made.slide_layouts)[len(layouts.LAYOUTS) :]:
        made.slide_layouts.remove(layout)
    assert made.notes_master  # noqa: S101 - what is used makes it
    for holder in (made.part, made.part.package):
        for key, relation in list(holder._rels.items()):
            if relation.reltype in _LEFT_OUT:
                holder.drop_rel(key)
    master = made.slide_master.element
    values = {
        "name": site,
        "normal": layouts.NORMAL,
        "footer": layouts.FOOTER,
        "number": layouts.SLIDE_NUMBER,
        "gap": layouts.GAP,
        "layouts": [one.rId for one in master.sldLayoutIdLst.sldLayoutId_lst],
    }
    parts = {
        "docProps/app.xml": _rendered("application"),
        "ppt/slideMasters/slideMaster1.xml": _rendered("master", **values),
    }
    for number in (1, 2):  # of the slides, of the notes
        parts[f"ppt/theme/theme{number}.xml"] = _rendered("theme", **values)
    for number, declared in enumerate(layouts.LAYOUTS, start=1):
        parts[f"ppt/slideLayouts/slideLayout{number}.xml"] = _rendered(
            "layout", layout=declared, **values
        )
    return _packed(made, parts)


def _rendered(template: str, **values: object) -> bytes:
    return environment().get_template(f"slides/{template}.xml").render(values).encode()


def _packed(made: PresentationType, replaced: Mapping[str, bytes] = MappingProxyType({})) -> bytes:
    """Return a presentation as a file that names no time of writing; some parts are replaced."""
    saved, packed = io.BytesIO(), io.BytesIO()
    made.save(saved)
    with (
        zipfile.ZipFile(saved) as opened,
        zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as written,
    ):
        for name in opened.namelist():
            member = zipfile.ZipInfo(name, _EARLIEST)
            member.create_system = 3  # the same on every system
            member.compress_type = zipfile.ZIP_DEFLATED
            written.writestr(member, replaced.get(name) or opened.read(name))
    return packed.getvalue()
