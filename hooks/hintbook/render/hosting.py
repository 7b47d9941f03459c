"""What a web server says with the site's files, for hosts that read it from the site itself.

Netlify, Cloudflare Pages and their like read `_headers` and `_redirects`.  `hosting/`
in the project has the same for nginx and Caddy; tests hold them to `_headers`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from .csp import POLICY
from .output import Asset
from .redirects import current

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from .site import Site

HEADERS = {
    "Content-Security-Policy": POLICY,
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
}
# Other sites may show these in a frame: slides hold them.  For all else a header of its own
# forbids it, not the policy: so one policy goes with every path, those that do not exist too.
FRAMED = "id"
UNFRAMED = {"X-Frame-Options": "SAMEORIGIN"}
# Other sites' scripts may read these.
OPEN = "api"
# A file with a hash of its content in its path.
HASHED = re.compile(r"assets/(?:[^/]+/)*(?:[^/]*\.)?[0-9a-f]{8,10}[./]")


def outputs(site: Site) -> Iterator[Asset]:
    """`_redirects`, for the layout that servers give."""
    if site.settings.folders:
        yield redirects_file(moved(site))


def moved(site: Site) -> dict[str, str]:
    """The new path of every page and file that moved as a whole, by its old one.

    "/scenes/9/" → "/scenes/1/#s1-h01".  A page whose anchors went different ways
    is not among them: only the stub that stands there can tell them apart.
    """
    library = site.library
    redirects = [note.said for note in library.redirects]
    gone = [text for note in library.retired for text in note.said.addresses]
    left = [*(each.old for each in redirects), *gone]
    split = {old.partition("#")[0] for old in left if "#" in old}
    return {
        f"/{each.old}": f"/{current(library, each.new)}"
        for each in redirects
        if each.old.partition("#")[0] not in split
    }


def redirects_file(moved: Mapping[str, str]) -> Asset:
    """`_redirects`: a line for every page that moved."""
    lines = (f"{old} {new} 301\n" for old, new in moved.items())
    return Asset("_redirects", "".join(lines).encode())


def headers_file(paths: Collection[str]) -> Asset:
    """`_headers` for a site of these files.

    No two rules that match one path set the same header: hosts would join them.
    """
    rules: dict[str, dict[str, str]] = {"/*": HEADERS}
    for top in sorted({path.partition("/")[0] for path in paths if "/" in path}):
        rules[f"/{top}/*"] = _of_folder(top)
    # What lies at the top, and the page that the shell itself writes there.
    for file in ("", "404.html", "index.html", *sorted(p for p in paths if "/" not in p)):
        rules[f"/{file}"] = _of_folder("")
    for folder in _hashed_folders(paths):
        rules[f"/{folder}/*"] = {"Cache-Control": "public, max-age=31536000, immutable"}
    lines = "".join(
        f"{path}\n" + "".join(f"  {name}: {value}\n" for name, value in headers.items())
        for path, headers in rules.items()
    )
    return Asset("_headers", lines.encode())


def _hashed_folders(paths: Iterable[str]) -> list[str]:
    """The folders of assets/ in which every file has a hash in its path."""
    hashed: dict[str, bool] = {}
    for path in paths:
        match path.split("/"):
            case ["assets", name, _, *_]:
                folder = f"assets/{name}"
                hashed[folder] = hashed.get(folder, True) and bool(HASHED.match(path))
    return sorted(folder for folder, all_are in hashed.items() if all_are)


def _of_folder(top: str) -> dict[str, str]:
    headers = {} if top == FRAMED else dict(UNFRAMED)
    if top != "assets":
        headers["Cache-Control"] = "no-cache"
    if top == OPEN:
        headers["Access-Control-Allow-Origin"] = "*"
    return headers
