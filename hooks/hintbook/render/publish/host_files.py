"""`_headers` and `_redirects`, which hosts such as Netlify and Cloudflare Pages read.

`hosting/` has the same headers for nginx, Caddy and Apache; tests compare them.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from hintbook.render.output import text_asset
from hintbook.render.publish.policy import POLICY
from hintbook.render.publish.redirects import target

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from hintbook.render.output import Asset
    from hintbook.render.site import Site

HEADERS = {
    "Content-Security-Policy": POLICY,
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
}
# Pages in this folder may be framed by other sites, such as slides.  All others forbid it by a
# header of their own instead of the policy: so one policy fits every path, missing ones too.
FRAMEABLE_FOLDER = "id"
NOT_FRAMEABLE = {"X-Frame-Options": "SAMEORIGIN"}
# Files in this folder may be read by scripts of other sites.
CORS_FOLDER = "api"
# Paths with a hash of the content.
HASHED = re.compile(r"assets/(?:[^/]+/)*(?:[^/]*\.)?[0-9a-f]{8,10}[./]")


def assets(site: Site) -> Iterator[Asset]:
    """Yield `_redirects`, for a site that a server gives."""
    if site.settings.folders:
        yield redirects_file(redirected(site))


def redirected(site: Site) -> dict[str, str]:
    """Return the new path of every redirected page and file by its old one.

    "/scenes/9/" → "/scenes/1/#s1-h01".  A page whose anchors lead to different pages is left
    out: servers do not see fragments, only the stub that stands there can tell them apart.
    """
    library = site.library
    redirects = [located.value for located in library.redirects]
    retired = [text for located in library.retired for text in located.value.addresses]
    former = [*(redirect.old for redirect in redirects), *retired]
    split = {old.partition("#")[0] for old in former if "#" in old}
    return {
        f"/{redirect.old}": f"/{target(library, redirect)}"
        for redirect in redirects
        if redirect.old.partition("#")[0] not in split
    }


def redirects_file(redirected: Mapping[str, str]) -> Asset:
    """Return `_redirects`: a line for every redirected path."""
    lines = (f"{old} {new} 301\n" for old, new in redirected.items())
    return text_asset("_redirects", "".join(lines))


def headers_file(paths: Collection[str]) -> Asset:
    """Return `_headers` for a site with these files.

    No two rules that match a path set the same header: hosts would join the values.
    """
    rules: dict[str, dict[str, str]] = {"/*": HEADERS}
    for top in sorted({path.partition("/")[0] for path in paths if "/" in path}):
        rules[f"/{top}/*"] = _of_folder(top)
    # The files at the top, and the 404 page, which MkDocs writes itself.
    for file in ("", "404.html", "index.html", *sorted(p for p in paths if "/" not in p)):
        rules[f"/{file}"] = _of_folder("")
    for folder in _hashed_folders(paths):
        rules[f"/{folder}/*"] = {"Cache-Control": "public, max-age=31536000, immutable"}
    lines = "".join(
        f"{path}\n" + "".join(f"  {name}: {value}\n" for name, value in headers.items())
        for path, headers in rules.items()
    )
    return text_asset("_headers", lines)


def _hashed_folders(paths: Iterable[str]) -> list[str]:
    """Return the folders of assets/ in which every path has a hash."""
    hashed: dict[str, bool] = {}
    for path in paths:
        match path.split("/"):
            case ["assets", name, _, *_]:
                folder = f"assets/{name}"
                hashed[folder] = hashed.get(folder, True) and bool(HASHED.match(path))
    return sorted(folder for folder, all_are in hashed.items() if all_are)


def _of_folder(top: str) -> dict[str, str]:
    """Return the headers of a folder at the top, "" for the top itself."""
    headers = {} if top == FRAMEABLE_FOLDER else dict(NOT_FRAMEABLE)
    if top != "assets":
        headers["Cache-Control"] = "no-cache"
    if top == CORS_FOLDER:
        headers["Access-Control-Allow-Origin"] = "*"
    return headers
