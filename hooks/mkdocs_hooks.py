"""The only file that imports MkDocs: its events call `hintbook` and hand over the result."""

from __future__ import annotations

import logging
import os
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from html import escape
from pathlib import Path
from threading import Lock, Timer
from typing import TYPE_CHECKING, Any

from filelock import Timeout
from mkdocs.exceptions import Abort, PluginError
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import Page as MkDocsPage
from mkdocs.structure.toc import get_toc
from typing_extensions import override

from hintbook.errors import ContentErrors
from hintbook.library import open_library
from hintbook.model.base.fields import JAPAN
from hintbook.render import Asset, Page, Settings, preview, render
from hintbook.render.environment import Environment, EnvironmentVariableError, read_environment
from hintbook.render.exports import sitemap
from hintbook.render.publish.error_banner import (
    drafts,
    inject_banner,
    placeholder,
    with_banner,
    with_drafts,
)
from hintbook.render.publish.hashed_names import sources, static_files
from hintbook.render.publish.host_files import headers_file
from hintbook.render.publish.listening import occupied_message
from hintbook.render.publish.offline import download, is_sound
from hintbook.render.publish.policy import POLICY
from hintbook.render.publish.site_folder import (
    apart_folder,
    linked_folder,
    merge,
    remove,
    replace_site,
    restore,
    site_lock,
    staging_folder,
    write,
    write_apart,
    write_error_message,
)
from hintbook.render.publish.theme import UNUSED, without_leftovers
from hintbook.render.publish.watching import WatchedFolders
from hintbook.render.site import edition, phrase_marker
from hintbook.render.templating import BytecodeCache, environment, without_indentation
from hintbook.render.text import brief, with_footnote

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

    from filelock import FileLock
    from jinja2 import Environment as JinjaEnvironment
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.utils.templates import TemplateContext

    from hintbook.errors import ContentError
    from hintbook.render.outline import Heading
    from hintbook.render.text.phrases import PhraseMarker

# SOURCE_DATE_EPOCH of a build that is given none.
DEFAULT_EPOCH = int(datetime(2026, 1, 1, tzinfo=UTC).timestamp())

# Seconds between a preview and the build of everything.
_PAUSE = 3.0

log = logging.getLogger("mkdocs.plugins.hintbook")


@dataclass
class State:
    """What the events of one run of MkDocs share; `mkdocs serve` builds several times in a run.

    serving: whether this is `mkdocs serve`
    environment: what environment variables say of the build
    site: folder of the finished site
    lock: held while this process builds the site
    complete: whether the build has written the whole site
    errors: the content errors of this build, None if it has none
    has_pages: whether a build of this run had no content errors
    changed: the content files whose pages this build previews; a build of everything has none
    times: when each content file was last changed, as of the last build
    follow_up: builds everything after a preview
    building: held by the thread that builds
    superseded: whether a change waits for the build of everything to end
    complete_site: pages, assets and last assets of the last build of everything
    drafts: what is still to be written on each page with a draft, by the page's path
    pages: by the path of the Markdown file that stands for them in MkDocs
    assets: those that MkDocs writes
    last_assets: returns the assets that are written after all pages
    published: paths of all files but the last assets
    apart: paths of the assets that another process writes
    finish_apart: writes what it has not come to and waits for it; None while there are none
    static_files: the published scripts and styles by their path without the hash
    phrases: marks phrase ends in titles and labels; None while there is no content
    """

    serving: bool = False
    environment: Environment = field(default_factory=Environment)
    site: Path | None = None
    lock: FileLock | None = None
    complete: bool = False
    errors: ContentErrors | None = None
    has_pages: bool = False
    drafts: dict[str, list[ContentError]] = field(default_factory=dict)
    pages: dict[str, Page] = field(default_factory=dict)
    assets: list[Asset] = field(default_factory=list)
    last_assets: Callable[[], list[Asset]] = list
    published: list[str] = field(default_factory=list)
    apart: list[str] = field(default_factory=list)
    finish_apart: Callable[[], None] | None = None
    static_files: dict[str, Asset] = field(default_factory=dict)
    phrases: PhraseMarker | None = None
    changed: frozenset[str] = frozenset()
    times: dict[Path, int] = field(default_factory=dict)
    follow_up: Timer | None = None
    building: Lock = field(default_factory=Lock)
    superseded: bool = False
    complete_site: tuple[dict[str, Page], list[Asset], Callable[[], list[Asset]]] = ({}, [], list)


state = State()


class _RenderedPage(MkDocsPage):
    """A page of MkDocs that has no Markdown: its content is given in `on_page_context`."""

    def __init__(self, page: Page, title: str | None, file: File, config: MkDocsConfig) -> None:
        """Create the page of a file; `title` is the one in the navigation, if it is there."""
        super().__init__(title, file, config)
        self._rendered = page

    @override
    def read_source(self, config: MkDocsConfig) -> None:
        """Set what MkDocs reads from the head of a Markdown file; its templates escape nothing."""
        page = self._rendered
        self.markdown = ""
        self.meta = {
            "title": escape(page.title) if page.path else "",
            "description": escape(brief(page.description)),
            "layout": page.layout,
            "edit": page.edit,
            "scripts": page.scripts,
            "styles": page.styles,
        }

    @override
    def render(self, config: MkDocsConfig, files: Files) -> None:
        self.content = ""
        self.present_anchor_ids = set()


class _SupersededError(Exception):
    """Raised to end a build of everything while a saved change waits for it."""


def _end_if_superseded() -> None:
    if state.superseded:
        raise _SupersededError


def _while_wanted(assets: Iterable[Asset]) -> Iterator[Asset]:
    """Yield assets until a saved change waits."""
    for asset in assets:
        _end_if_superseded()
        yield asset


def _loaded(assets: list[Asset]) -> list[Asset]:
    """Return assets with their content; a build leaves those apart to another process."""
    if state.site and not state.serving:
        left = [asset for asset in assets if asset.apart]
        state.apart = [asset.path for asset in left]
        state.finish_apart = write_apart(left, apart_folder(state.site))
        assets = [asset for asset in assets if not asset.apart]
    return [asset.loaded() for asset in _while_wanted(assets)]


def on_startup(command: str, **_: Any) -> None:
    """Remember the command.

    `mkdocs serve` compiles every template once, and would take its bytecode for a change.
    """
    state.serving = command == "serve"
    if not state.serving:
        environment().bytecode_cache = BytecodeCache()
        environment().auto_reload = False


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Apply the environment, fix the date of the build, and build into a staging folder.

    The first build of `mkdocs serve` ends at once where nothing can listen.
    """
    try:
        state.environment = read_environment(os.environ)
    except EnvironmentVariableError as wrong:
        raise Abort(f"サイトを作れませんでした。\n{wrong}") from None
    first = state.site is None
    if state.serving and first and (message := occupied_message(*config.dev_addr)):
        raise Abort(message)
    os.environ["SOURCE_DATE_EPOCH"] = str(state.environment.source_date_epoch or DEFAULT_EPOCH)
    if not state.serving:  # MkDocs has set where it serves
        config.site_url = state.environment.site_url
    config.repo_url = state.environment.repo_url.rstrip("/")
    config.extra["contact"] = state.environment.contact
    state.site = Path(config.site_dir)
    state.complete = False
    _lock_site(state.site)
    staging = staging_folder(state.site)
    for left_behind in (staging, apart_folder(state.site)):  # by a killed build
        remove(left_behind)
    restore(state.site)
    config.site_dir = str(staging)
    # `mkdocs serve` adds an inline script, which reloads pages: the policy would stop it.
    config.extra["policy"] = "" if state.serving else POLICY
    config.extra["unbuilt"] = ""
    return config


def _lock_site(site: Path) -> None:
    """Make this process the only one that builds the site, in a place of its own."""
    if link := linked_folder(site):
        raise Abort(
            f"サイトを作れませんでした。{link.name} はリンクです。"
            "リンクの先にあるものを消さないよう、リンクを消してから、もう一度実行してください。"
        )
    site.parent.mkdir(parents=True, exist_ok=True)
    state.lock = state.lock or site_lock(site)
    try:
        state.lock.acquire()
    except Timeout:
        state.site = None  # not ours to clean up
        raise Abort(
            f"ほかの make が、同じ {site.name}/ にサイトを作っています。"
            "終わるのを待ってから、もう一度実行してください。"
        ) from None


def on_pre_build(config: MkDocsConfig) -> None:
    """Render everything; content errors end a build, or show on the pages served before."""
    state.static_files = static_files(Path(config.docs_dir))
    try:
        library = open_library(_content_folder(config), drafts=state.serving)
        settings = _settings(config)
        if state.changed:
            pages, state.assets = preview(library, settings, state.changed), []
            state.last_assets = list
        else:
            pages, assets, state.last_assets = render(library, settings)
            state.assets = _loaded(assets)
    except ContentErrors as found:
        if not state.serving:
            raise PluginError("\n" + str(found)) from None
        log.error(str(found))
        state.errors = found
        state.changed = frozenset()
        state.pages, state.assets, state.last_assets = state.complete_site
        if not state.has_pages:
            page = placeholder()
            config.extra["unbuilt"] = page.title
            state.pages = _by_source([page])
        return
    state.errors = None
    state.has_pages = True
    state.drafts = drafts(library)
    state.pages = _by_source(pages)
    if not state.changed:
        state.complete_site = (state.pages, state.assets, state.last_assets)
    state.phrases = phrase_marker(library, settings)
    config.extra["urgent"] = library.urgent is not None
    config.extra["edition"] = edition(library, settings)
    zip_file = settings.offline_zip
    config.extra["download"] = download(zip_file) if zip_file else None
    if log.isEnabledFor(logging.INFO):
        for warning in library.warnings:
            log.info(str(warning))


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add a virtual file for every page and asset; replace scripts and styles by published ones.

    The theme's files that no page loads are left out.
    """
    titles = _titles(config.nav)
    generated = [
        _page_file(source, page, titles.get(source), config)
        for source, page in sorted(state.pages.items(), key=lambda found: found[1].needs_index)
        if not page.from_markdown
    ]
    for written in files.documentation_pages() if state.changed else ():
        files.remove(written)  # it stays as it is
    # MkDocs writes a sitemap of its own, which `on_post_template` replaces.
    generated += [_asset_file(a, config) for a in state.assets if a.path != sitemap.PATH]
    replaced = sources(Path(config.docs_dir))
    for file in [*files]:
        of_theme = file.src_dir in config.theme.dirs and file.src_dir != config.theme.custom_dir
        if file.src_uri in replaced or (of_theme and UNUSED.match(file.src_uri)):
            files.remove(file)
    generated += [_asset_file(asset, config) for asset in state.static_files.values()]
    for file in generated:
        files.append(file)
    state.published = [*(file.dest_uri for file in files), *state.apart]
    return files


def on_env(env: JinjaEnvironment, **_: Any) -> JinjaEnvironment:
    """Add the filter `asset`: `{{ 'assets/css/hintbook.css' | asset | url }}`."""
    env.filters["asset"] = lambda path: state.static_files[path].path
    env.auto_reload = state.serving  # else every include asks for the time of its file
    return env


def on_page_content(html: str, page: MkDocsPage, **_: Any) -> str:
    """Append the HTML of a rendered page to the hand-written one that it goes on."""
    _end_if_superseded()
    rendered = state.pages.get(page.file.src_uri)
    return html + rendered.html if rendered and rendered.from_markdown else html


def on_page_context(context: TemplateContext, page: MkDocsPage, **_: Any) -> TemplateContext:
    """Give a page its content once it is its turn: those that wait for the search index come last."""
    if (rendered := state.pages.get(page.file.src_uri)) and not rendered.from_markdown:
        page.content = with_footnote(rendered.html)
        page.toc = get_toc([_toc_token(heading) for heading in rendered.headings])
    return context


def on_post_page(output: str, page: MkDocsPage | None = None, **_: Any) -> str:
    """Take out what is no use and mark phrase ends; while serving, add what is amiss.

    That is what is still to be written, and the errors.
    """
    _end_if_superseded()
    output = without_indentation(without_leftovers(output))
    if state.phrases:
        output = state.phrases.mark(output)
    if page and (rendered := state.pages.get(page.file.src_uri)):
        if unfinished := state.drafts.get(rendered.path):
            output = with_drafts(output, unfinished)
        if not state.serving:  # pages of the last build are shown again with the errors of the next
            rendered.release_html()
            page.content = None
    if state.errors:
        output = with_banner(output, state.errors, nothing_yet=not state.has_pages)
    return output


def on_post_template(output_content: str, template_name: str, **_: Any) -> str:
    """Treat the template's page like any other; replace MkDocs's sitemap by ours."""
    if template_name == sitemap.PATH:
        return next((a.data.decode() for a in state.assets if a.path == sitemap.PATH), "")
    return on_post_page(output_content) if template_name.endswith(".html") else output_content


def on_post_build(config: MkDocsConfig, **_: Any) -> None:
    """Write the last assets; replace the site at once while serving, a build waits for `on_shutdown`."""
    _end_if_superseded()
    last = state.last_assets()
    if config.use_directory_urls and not state.changed:
        last = [*last, headers_file([*state.published, *(asset.path for asset in last)])]
    write(last, Path(config.site_dir))
    if state.finish_apart and state.site:
        state.finish_apart()
        merge(apart_folder(state.site), staging_folder(state.site))
    state.complete = True
    if state.serving:
        _replace_site()


def on_build_error(error: Exception, **_: Any) -> None:
    """Discard the build; MkDocs may raise after the last page was written."""
    state.complete = False
    if isinstance(error, OSError):
        log.debug("Not written.", exc_info=error)
        raise Abort(write_error_message(error)) from None


def on_shutdown() -> None:
    """Replace the site by a complete one and remove the staging folder."""
    try:
        _replace_site()
    except OSError as failure:
        raise Abort(write_error_message(failure)) from None
    finally:
        if state.site:
            remove(staging_folder(state.site))
            _remove_apart(state.site)
        if state.lock:
            state.lock.release(force=True)
        if state.follow_up:
            state.follow_up.cancel()


def _remove_apart(site: Path) -> None:
    """Remove what another process has written once it has ended, also after a build that failed."""
    if state.finish_apart:
        with suppress(Exception):
            state.finish_apart()
    remove(apart_folder(site))


def on_serve(server: Any, config: MkDocsConfig, builder: Callable[[], None], **_: Any) -> Any:
    """Watch content, hooks and templates, and keep serving when a build fails."""
    own = (_content_folder(config), config.docs_dir, Path(__file__).parent, config.theme.custom_dir)
    WatchedFolders(server, [Path(folder) for folder in own if folder]).look_for_ever()
    state.times = _times(_content_folder(config))
    server.builder = lambda: _rebuild(builder, _content_folder(config))
    server.set_app(_with_placeholder(server.get_app()))
    return server


def _with_placeholder(app: WSGIApplication) -> WSGIApplication:
    """Return an application that answers every address with the errors while there are no pages."""

    def answer(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        def start(status: str, *arguments: Any) -> Any:
            unbuilt = status.startswith("404") and not state.has_pages
            return start_response("503 Service Unavailable" if unbuilt else status, *arguments)

        return app(environ, start)

    return answer


def _rebuild(builder: Callable[[], None], content: Path) -> None:
    """Build the pages that show a changed content file at once, then, if no change follows, all."""
    times = _times(content)
    changed = {path for path, _ in times.items() ^ state.times.items()}
    state.times = times
    if state.follow_up:
        state.follow_up.cancel()
    state.superseded = True
    with state.building:
        state.superseded = False
        if changed and state.has_pages and not state.errors:
            names = (path.relative_to(content.parent).as_posix() for path in changed)
            state.changed = frozenset(names)
        _build_or_show_error(builder)
        previewed, state.changed = bool(state.changed), frozenset()
    if previewed:
        state.follow_up = Timer(_PAUSE, _build_everything, [builder])
        state.follow_up.daemon = True
        state.follow_up.start()


def _build_everything(builder: Callable[[], None]) -> None:
    with state.building, suppress(_SupersededError):
        _build_or_show_error(builder)


def _times(content: Path) -> dict[Path, int]:
    """Return when each content file was last changed; an editor's own file may vanish meanwhile."""
    found = {}
    for path in content.rglob("*.*"):
        with suppress(OSError):
            found[path] = path.stat().st_mtime_ns
    return found


def _build_or_show_error(builder: Callable[[], None]) -> None:
    """Build; show an exception on the pages served before, since MkDocs would stop answering."""
    try:
        builder()
    except _SupersededError:
        raise
    except Exception as failure:
        # An Abort carries less than the exception that led to it.
        context = failure.__context__ if isinstance(failure, Abort) else None
        cause = context if isinstance(context, Exception) else failure
        log.error("サイトを作れませんでした。", exc_info=cause)
        if state.site:
            remove(staging_folder(state.site))
            inject_banner(state.site, cause)


def _replace_site() -> None:
    if state.complete and state.site:
        put_in_place = merge if state.changed else replace_site
        put_in_place(staging_folder(state.site), state.site)
        state.complete = False


def _content_folder(config: MkDocsConfig) -> Path:
    return Path(config.config_file_path).parent / "content"


def _settings(config: MkDocsConfig) -> Settings:
    return Settings(
        name=config.site_name,
        icons=next(i for d in config.theme.dirs if (i := Path(d) / ".icons/material").is_dir()),
        folders=config.use_directory_urls,
        url=f"{config.site_url.rstrip('/')}/" if config.site_url else "",
        hashed_names={path: file.path for path, file in state.static_files.items()},
        repository=config.repo_url or "",
        today=build_day(),
        accessibility=Path(config.docs_dir) / "accessibility.json",
        docs=Path(config.docs_dir),
        contact=state.environment.contact,
        offline_zip=_offline_zip(config),
        nav={source.removesuffix("index.md"): own for source, own in _titles(config.nav).items()},
        lock=_content_folder(config).with_name("permalinks.lock"),
    )


def _titles(nav: Any) -> dict[str, str]:
    """Return the titles in MkDocs's navigation, which has no sections, by file."""
    return {source: title for item in nav or () for title, source in item.items()}


def _offline_zip(config: MkDocsConfig) -> Path | None:
    """Return the zip that OFFLINE names; None for the offline copy, which does not hold itself."""
    name = state.environment.offline
    if not name or not config.use_directory_urls:
        return None
    zip_file = Path(config.config_file_path).parent / name
    if not zip_file.is_file():
        raise PluginError(f"OFFLINE の {name} がありません。先に make offline で作ってください。")
    if zip_file.is_symlink() or not is_sound(zip_file):
        raise PluginError(
            f"OFFLINE の {name} は壊れているか、リンクです。make offline で作り直してください。"
        )
    return zip_file


def build_day() -> date | None:
    """Return the day of the build in Japan, None if SOURCE_DATE_EPOCH does not give one."""
    epoch = state.environment.source_date_epoch
    if epoch in {None, DEFAULT_EPOCH}:
        return None
    return datetime.fromtimestamp(epoch, JAPAN).date()


def _by_source(pages: Iterable[Page]) -> dict[str, Page]:
    """Return pages by the path of the Markdown file that stands for them; the first one wins."""
    found: dict[str, Page] = {}
    for page in pages:
        index = page.path == "" or page.path.endswith("/")
        found.setdefault(f"{page.path}index.md" if index else f"{page.path}.md", page)
    return found


def _page_file(source: str, page: Page, title: str | None, config: MkDocsConfig) -> File:
    """Return a virtual file with a page of its own; `title` is the one in the navigation."""
    file = File.generated(config, source, content="")
    _RenderedPage(page, title, file, config)  # makes itself the page of the file
    return file


def _asset_file(asset: Asset, config: MkDocsConfig) -> File:
    return File.generated(config, asset.path, content=asset.data, inclusion=InclusionLevel.INCLUDED)


def _toc_token(heading: Heading, level: int = 2) -> Any:
    """Return a heading as MkDocs's `get_toc` expects it."""
    children = [_toc_token(child, level + 1) for child in heading.children]
    return {"level": level, "id": heading.id, "name": escape(heading.title), "children": children}
