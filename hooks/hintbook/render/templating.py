"""Jinja2 templates → HTML and pages."""

from __future__ import annotations

import re
from contextlib import suppress
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from jinja2 import Environment, FileSystemBytecodeCache, FileSystemLoader, StrictUndefined
from jinja2.runtime import Context
from jinja2.utils import internalcode
from typing_extensions import override

from hintbook.render.output import Page
from hintbook.render.view import View

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from jinja2.bccache import Bucket

    from hintbook.render.outline import Heading
    from hintbook.render.site import Site

TEMPLATES = Path(__file__).parent / "templates"
_INDENT = re.compile(r">\n\s+")


class BytecodeCache(FileSystemBytecodeCache):
    """Compiled templates, kept beside them as Python keeps its modules, where that is writable.

    Jinja works out filters of constants when it compiles: this environment has none of its own,
    whose results could change between builds.
    """

    def __init__(self) -> None:
        super().__init__(str(TEMPLATES / "__pycache__"))

    @override
    def get_cache_key(self, name: str, filename: str | None = None) -> str:
        return super().get_cache_key(name)  # wherever the project is linked to

    @override
    def get_source_checksum(self, source: str) -> str:
        # What Jinja compiles depends on its version, and on the options below.
        options = Path(__file__).read_text(encoding="utf-8")
        return super().get_source_checksum(f"{version('jinja2')}\n{options}\n{source}")

    @override
    def dump_bytecode(self, bucket: Bucket) -> None:
        with suppress(OSError):
            Path(self.directory).mkdir(exist_ok=True)
            super().dump_bytecode(bucket)


def page(  # noqa: PLR0913 - keywords only
    site: Site,
    template: str,
    path: str,
    *,
    title: str,
    description: str,
    outline: tuple[Heading, ...] = (),
    edit: str | None = None,
    layout: Literal["page", "wide"] = "page",
    scripts: tuple[str, ...] = (),
    styles: tuple[str, ...] = (),
    needs_index: bool = False,
    lazy_values: Callable[[], Mapping[str, object]] = dict,
    **values: object,
) -> Page:
    """Return a page that renders `template` with `title` and `values`; see `Page` for the rest.

    lazy_values: returns more values, which are expensive and only needed for the HTML
    """
    return Page(
        path=path,
        title=title,
        render=lambda: html(site, template, path, title=title, **values, **lazy_values()),
        description=description,
        outline=outline,
        edit=edit,
        layout=layout,
        scripts=scripts,
        styles=styles,
        needs_index=needs_index,
    )


def html(site: Site, template: str, path: str, **values: object) -> str:
    """Return the HTML of a template for the page at `path`, with the icons that it uses.

    Templates get `view` (see `View`), `library`, `site` (the settings) and `values`.
    """
    view = View(site, path)
    rendered = (
        environment()
        .get_template(template)
        .render(view=view, library=site.library, site=site.settings, **values)
    )
    content, end, rest = rendered.rpartition("</body>")  # only whole documents have it
    sprite = _sprite(view.icons, site.settings.icons)
    # Near the header of a page, compression finds what its icons have in common with these.
    return f"{content}{sprite}{end}{rest}" if end else sprite + rendered


def without_indentation(page: str) -> str:
    """Return a page whose lines begin with a tag or a text; as it is if white space counts in it."""
    return page if "<pre" in page else _INDENT.sub(">\n", page)


class _Context(Context):
    """A context whose calls pass on their arguments, and nothing else.

    Jinja looks at every call whether the function asks for the context, by a decorator such as
    `pass_context`: that takes longer than most of the functions that templates call here.  So no
    such function may be given to a template; macros escape as they were compiled.
    """

    @override
    @internalcode  # errors are those of the template that calls
    def call(
        self,
        function: Callable[..., object],
        /,
        *arguments: object,
        _loop_vars: object = None,
        _block_vars: object = None,
        **named: object,
    ) -> object:
        return function(*arguments, **named)


class _Environment(Environment):
    context_class = _Context


@cache
def environment() -> Environment:
    """Return the environment of all templates.

    Kept between builds: compiling takes longer than rendering a small site, and Jinja2
    reloads a template that has changed.
    """
    return _Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def _sprite(icons: Iterable[str], folder: Path | None) -> str:
    """Return a hidden SVG with each icon once as a symbol; `<use>` shows them on the page."""
    symbols = "".join(_symbol(icon, folder) for icon in icons)
    return f'<svg class="sprite" width="0" height="0">{symbols}</svg>' if symbols else ""


@cache
def _symbol(icon: str, folder: Path | None) -> str:
    """Return an icon as an SVG symbol; an empty one where there is no folder of icons."""
    if folder is None:
        return f'<symbol id="icon-{icon}"></symbol>'
    svg = (folder / f"{icon}.svg").read_text(encoding="utf-8").strip()
    head, body = svg.removesuffix("</svg>").split(">", 1)
    view_box = head.split('viewBox="', 1)[1].split('"', 1)[0]
    return f'<symbol id="icon-{icon}" viewBox="{view_box}">{body}</symbol>'
