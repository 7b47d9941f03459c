"""What a web server says with the site's files, for hosts that read it from the site itself.

Netlify, Cloudflare Pages and their like read `_headers` and `_redirects`.  `hosting/`
in the project has the same for nginx and Caddy; tests hold them to `_headers`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from .csp import POLICY
from .output import Asset

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

HEADERS = {
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
}
# Other sites may show these in a frame: slides hold them.
FRAMED = "id"
# Other sites' scripts may read these.
OPEN = "api"
# Every file in these folders has a hash of its content in its path.
HASHED = ("assets/css", "assets/js", "assets/search", "assets/stylesheets")


def hosting_files(paths: Iterable[str], moved: Mapping[str, str]) -> list[Asset]:
    """`_headers` for a site of these files, and `_redirects` for these addresses.

    `moved` leads from an old path to a new one, such as "/scenes/9/" to
    "/scenes/1/#s1-h01"; the pages that stand there and lead on do without it.
    """
    redirects = "".join(f"{old} {new} 301\n" for old, new in moved.items())
    return [
        Asset("_headers", _headers(paths).encode()),
        Asset("_redirects", redirects.encode()),
    ]


def _headers(paths: Iterable[str]) -> str:
    """The rules; no two that match one path set the same header, as hosts would join them."""
    rules: dict[str, dict[str, str]] = {"/*": HEADERS}
    for top in sorted({path.partition("/")[0] for path in paths if "/" in path}):
        rules[f"/{top}/*"] = _of_folder(top)
    rules["/"] = _of_folder("")
    for folder in HASHED:
        rules[f"/{folder}/*"] = {"Cache-Control": "public, max-age=31536000, immutable"}
    return "".join(
        f"{path}\n" + "".join(f"  {name}: {value}\n" for name, value in headers.items())
        for path, headers in rules.items()
    )


def _of_folder(top: str) -> dict[str, str]:
    policy = POLICY if top == FRAMED else f"{POLICY}; frame-ancestors 'self'"
    headers = {"Content-Security-Policy": policy}
    if top != "assets":
        headers["Cache-Control"] = "no-cache"
    if top == OPEN:
        headers["Access-Control-Allow-Origin"] = "*"
    return headers
