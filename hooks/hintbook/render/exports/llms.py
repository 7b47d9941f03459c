"""llms.txt: the map of the site in Markdown, for programs that read texts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hintbook.render.output import Asset

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from hintbook.render.output import Page
    from hintbook.render.site import Site


def assets(site: Site, pages: Sequence[Page]) -> Iterator[Asset]:
    """Yield llms.txt for these pages."""
    yield Asset("llms.txt", lambda: _llms(site, pages).encode())


def _llms(site: Site, pages: Sequence[Page]) -> str:
    """Return the map: a section for each part of the site, a line for each page."""
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
            description = " ".join(page.description.split())
            lines.append(f"- [{page.title}]({root}{site.url_path(page.path)}): {description}")
    return "\n".join(lines) + "\n"
