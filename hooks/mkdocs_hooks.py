"""The only file that knows MkDocs: each event is a guard, one call, a return."""

from __future__ import annotations

import logging
import os
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mkdocs.exceptions import PluginError
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.toc import get_toc

from hintbook.errors import ContentErrors
from hintbook.library import open_library
from hintbook.render import Asset, Heading, Page, Settings, render, secure

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.pages import Page as ShellPage

log = logging.getLogger("mkdocs.plugins.hintbook")
pages: dict[str, Page] = {}
assets: list[Asset] = []


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Fix the build's date, so that the same content gives the same bytes."""
    os.environ.setdefault(
        "SOURCE_DATE_EPOCH", str(int(datetime(2026, 1, 1, tzinfo=UTC).timestamp()))
    )
    return config


def on_pre_build(config: MkDocsConfig) -> None:
    """Render before MkDocs empties the site's folder: bad content leaves the last site."""
    try:
        library = open_library(_content(config))
    except ContentErrors as found:
        raise PluginError("\n" + str(found)) from None
    for warning in library.warnings:
        log.info(str(warning))
    rendered, assets[:] = render(library, _settings(config))
    pages.clear()
    pages.update((_source_of(page), page) for page in rendered)


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add every page and asset that was rendered."""
    for source, page in pages.items():
        _add(files, File.generated(config, source, content=f"# {page.title}\n"))
    for asset in assets:
        _add(files, _asset_file(asset, config))
    return files


def on_page_content(html: str, page: ShellPage, **_: Any) -> str:
    """Put a rendered page in the place of its stand-in."""
    if not (ours := pages.get(page.file.src_uri)):
        return html
    page.toc = get_toc([_outline(heading) for heading in ours.headings])
    page.meta.update(
        {
            "title": ours.title if ours.path else "",
            "description": ours.description,
            "kind": ours.kind,
            "edit": ours.edit,
            "scripts": ours.scripts,
            "styles": ours.styles,
        }
    )
    return ours.html


def on_post_page(output: str, **_: Any) -> str:
    """Give every page its Content-Security-Policy."""
    return secure(output)


def on_post_template(output_content: str, template_name: str, **_: Any) -> str:
    """The same for the pages that are templates, such as the one for a wrong address."""
    return secure(output_content) if template_name.endswith(".html") else output_content


def on_serve(server: Any, config: MkDocsConfig, **_: Any) -> Any:
    """Build anew when content or templates change."""
    server.watch(str(_content(config)))
    server.watch(str(Path(__file__).parent))
    return server


def _content(config: MkDocsConfig) -> Path:
    return Path(config.config_file_path).parent / "content"


def _settings(config: MkDocsConfig) -> Settings:
    icons = next(
        icons for d in config.theme.dirs if (icons := Path(d) / ".icons/material").is_dir()
    )
    url = f"{config.site_url.rstrip('/')}/" if config.site_url else ""
    repository = (config.repo_url or "").rstrip("/")
    return Settings(config.site_name, icons, config.use_directory_urls, url, repository)


def _source_of(page: Page) -> str:
    """The virtual Markdown file that MkDocs sees in place of a page."""
    return (
        f"{page.path}index.md" if page.path == "" or page.path.endswith("/") else f"{page.path}.md"
    )


def _asset_file(asset: Asset, config: MkDocsConfig) -> File:
    return File.generated(config, asset.path, content=asset.data, inclusion=InclusionLevel.INCLUDED)


def _add(files: Files, file: File) -> None:
    if files.get_file_from_path(file.src_uri):
        raise PluginError(f"two files share the path {file.src_uri}")
    files.append(file)


def _outline(heading: Heading, level: int = 2) -> Any:
    children = [_outline(child, level + 1) for child in heading.children]
    return {"level": level, "id": heading.id, "name": heading.title, "children": children}
