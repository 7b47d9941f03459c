"""The only file that knows MkDocs: each event is a guard, one call, a return."""

from __future__ import annotations

import gc
import logging
import os
from dataclasses import dataclass
from datetime import UTC, date, datetime
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mkdocs.exceptions import Abort, PluginError
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.toc import get_toc

from hintbook.errors import ContentErrors
from hintbook.library import open_library
from hintbook.model.base import JAPAN
from hintbook.render import (
    Asset,
    Heading,
    Page,
    Settings,
    brief,
    checked,
    edition,
    hashed_names,
    headers_file,
    render,
    secure,
    stand_in,
    tell,
    with_trouble,
)
from hintbook.swap import not_written, put_in_place, remove, staging

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from jinja2 import Environment
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.pages import Page as ShellPage

# The date of a build that is given none.
NO_DATE = str(int(datetime(2026, 1, 1, tzinfo=UTC).timestamp()))

log = logging.getLogger("mkdocs.plugins.hintbook")
pages: dict[str, Page] = {}
assets: list[Asset] = []
names: dict[str, str] = {}


@dataclass
class Run:
    """What this run of MkDocs is about: showing pages while they are written, or a site.

    `trouble` is what is wrong with the content, `site` where a site goes that is `whole`.
    """

    serving: bool = False
    trouble: ContentErrors | None = None
    site: Path | None = None
    whole: bool = False


run = Run()
# MkDocs writes this file itself (and packs it), from what the event gives.
SITEMAP = "sitemap.xml"


def on_startup(command: str, **_: Any) -> None:
    """Remember whether this is `mkdocs serve`; a build ends before its garbage matters."""
    run.serving = command == "serve"
    if not run.serving:
        gc.disable()  # a fifth of the time of a large build


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Fix the build's date, so that the same content gives the same bytes; write aside."""
    os.environ.setdefault("SOURCE_DATE_EPOCH", NO_DATE)
    run.site = Path(config.site_dir).resolve()
    run.whole = False
    aside = staging(run.site)
    remove(aside)  # a build that was killed leaves it
    config.site_dir = str(aside)
    return config


def on_pre_build(config: MkDocsConfig) -> None:
    """Render everything; bad content ends a build, and shows on the pages served last."""
    names.clear()
    names.update(hashed_names(Path(config.docs_dir)))
    try:
        library = open_library(_content(config))
        settings = _settings(config)
        rendered, assets[:] = render(library, settings)
    except ContentErrors as found:
        if not run.serving:
            raise PluginError("\n" + str(found)) from None
        log.error(str(found))
        run.trouble = found
        if not pages:
            pages[_source_of(stand_in())] = stand_in()
        return
    run.trouble = None
    config.extra["edition"] = edition(library, settings)
    config.extra["packed"] = checked(settings.packed) if settings.packed else None
    for warning in library.warnings:
        log.info(str(warning))
    pages.clear()
    for page in rendered:
        pages.setdefault(_source_of(page), page)


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add every page and asset that was rendered; give scripts and styles their names."""
    ours = [
        File.generated(config, source, content="")
        for source, page in pages.items()
        if not page.by_hand
    ]
    ours += [_asset_file(asset, config) for asset in assets if asset.path != SITEMAP]
    _add(files, ours)
    for path, name in names.items():
        if file := files.get_file_from_path(path):
            file.dest_uri = name
    if config.use_directory_urls:
        _add(files, [_asset_file(headers_file([file.dest_uri for file in files]), config)])
    return files


def on_env(env: Environment, **_: Any) -> Environment:
    """Let templates link a script or a style: `{{ 'assets/css/hintbook.css' | asset | url }}`."""
    env.filters["asset"] = names.__getitem__
    return env


def on_page_content(html: str, page: ShellPage, **_: Any) -> str:
    """Put a rendered page in the place of its stand-in; the shell's templates escape nothing."""
    if not (ours := pages.get(page.file.src_uri)):
        return html
    if ours.by_hand:
        return html + ours.html
    page.toc = get_toc([_outline(heading) for heading in ours.headings])
    page.meta.update(
        {
            "title": escape(ours.title) if ours.path else "",
            "description": escape(brief(ours.description)),
            "kind": ours.kind,
            "edit": ours.edit,
            "scripts": ours.scripts,
            "styles": ours.styles,
        }
    )
    return ours.html


def on_post_page(output: str, **_: Any) -> str:
    """Give every page its Content-Security-Policy; `mkdocs serve` has its own script, and trouble."""
    if not run.serving:
        return secure(output)
    return with_trouble(output, run.trouble) if run.trouble else output


def on_post_template(output_content: str, template_name: str, **_: Any) -> str:
    """The same for the pages that are templates; our map of the site in place of MkDocs's."""
    if template_name == SITEMAP:
        return next((each.data.decode() for each in assets if each.path == SITEMAP), "")
    return on_post_page(output_content) if template_name.endswith(".html") else output_content


def on_post_build(**_: Any) -> None:
    """The site is whole; who serves does not wait for the end."""
    run.whole = True
    if run.serving:
        _put_in_place()


def on_build_error(error: Exception, **_: Any) -> None:
    """The site is not to be: MkDocs may find so after the last page."""
    run.whole = False
    if isinstance(error, OSError):
        log.debug("Not written.", exc_info=error)
        raise Abort(not_written(error)) from None


def on_shutdown() -> None:
    """Put a whole site in the last one's place; leave nothing else behind."""
    try:
        _put_in_place()
    except OSError as failure:
        raise Abort(not_written(failure)) from None
    finally:
        if run.site:
            remove(staging(run.site))


def on_serve(server: Any, config: MkDocsConfig, builder: Callable[[], None], **_: Any) -> Any:
    """Build anew when content or templates change, and go on whatever happens."""
    server.watch(str(_content(config)))
    server.watch(str(Path(__file__).parent))
    if config.theme.custom_dir:
        server.watch(config.theme.custom_dir)
    server.builder = lambda: _build_or_tell(builder)
    return server


def _build_or_tell(builder: Callable[[], None]) -> None:
    """Build; what prevents it shows on the pages served last, or MkDocs would answer no more."""
    try:
        builder()
    except Exception as failure:
        # Who gives up says less than what led to it.
        before = failure.__context__ if isinstance(failure, Abort) else None
        cause = before if isinstance(before, Exception) else failure
        log.error("サイトを作れませんでした。", exc_info=cause)
        if run.site:
            remove(staging(run.site))
            tell(run.site, cause)


def _put_in_place() -> None:
    if run.whole and run.site:
        put_in_place(staging(run.site), run.site)
        run.whole = False


def _content(config: MkDocsConfig) -> Path:
    return Path(config.config_file_path).parent / "content"


def _settings(config: MkDocsConfig) -> Settings:
    icons = next(
        icons for d in config.theme.dirs if (icons := Path(d) / ".icons/material").is_dir()
    )
    url = f"{config.site_url.rstrip('/')}/" if config.site_url else ""
    repository = (config.repo_url or "").rstrip("/")
    return Settings(
        config.site_name,
        icons,
        config.use_directory_urls,
        url,
        repository=repository,
        today=_today(),
        names=names,
        accessibility=Path(config.docs_dir) / "accessibility.json",
        docs=Path(config.docs_dir),
        contact=config.extra.get("contact") or "",
        shell=Path(config.theme.custom_dir) if config.theme.custom_dir else None,
        packed=_packed(config),
    )


def _packed(config: MkDocsConfig) -> Path | None:
    """The offline copy for readers to download; it does not hold itself."""
    named: str = config.extra.get("offline") or ""
    if not named or not config.use_directory_urls:
        return None
    packed = Path(config.config_file_path).parent / named
    if not packed.is_file():
        raise PluginError(f"OFFLINE の {named} がありません。先に make offline で作ってください。")
    return packed


def _today() -> date | None:
    """The day of the build, as far as it was given."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", NO_DATE)
    return None if epoch == NO_DATE else datetime.fromtimestamp(int(epoch), JAPAN).date()


def _source_of(page: Page) -> str:
    """The virtual Markdown file that MkDocs sees in place of a page."""
    return (
        f"{page.path}index.md" if page.path == "" or page.path.endswith("/") else f"{page.path}.md"
    )


def _asset_file(asset: Asset, config: MkDocsConfig) -> File:
    return File.generated(config, asset.path, content=asset.data, inclusion=InclusionLevel.INCLUDED)


def _add(files: Files, ours: Iterable[File]) -> None:
    """Add files of ours; two of one destination are refused, or one would be lost."""
    taken = {file.dest_uri: file.src_uri for file in files}
    for file in ours:
        if other := taken.get(file.dest_uri):
            raise PluginError(
                f"{other} と {file.src_uri} が、同じ {file.dest_uri} になります。"
                "どちらかの名前を変えてください。"
            )
        taken[file.dest_uri] = file.src_uri
        files.append(file)


def _outline(heading: Heading, level: int = 2) -> Any:
    children = [_outline(child, level + 1) for child in heading.children]
    return {"level": level, "id": heading.id, "name": escape(heading.title), "children": children}
