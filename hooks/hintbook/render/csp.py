"""The Content-Security-Policy that every page carries in a meta tag."""

from __future__ import annotations

import base64
import hashlib
import re

_INLINE_SCRIPT = re.compile(r"<script(?P<attributes>[^>]*)>(?P<code>.*?)</script>", re.DOTALL)
_CHARSET = re.compile(r'<meta charset="?utf-8"?\s*/?>', re.IGNORECASE)
_POLICY = (
    "default-src 'none'; script-src 'self'{hashes}; style-src 'self'; img-src 'self' data:; "
    "font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'"
)


def secure(html: str) -> str:
    """The page with its policy, which allows the inline scripts it has now and no others."""
    return _CHARSET.sub(
        lambda charset: (
            f'{charset[0]}<meta http-equiv="Content-Security-Policy" content="{policy(html)}">'
        ),
        html,
        count=1,
    )


def policy(html: str) -> str:
    """The policy of a page: everything from the site itself, inline scripts by their hashes."""
    hashes = "".join(f" 'sha256-{_digest(code)}'" for code in _inline_scripts(html))
    return _POLICY.format(hashes=hashes)


def _inline_scripts(html: str) -> list[str]:
    """The code of inline scripts; a script element with a type of its own is only data."""
    return [
        match["code"]
        for match in _INLINE_SCRIPT.finditer(html)
        if not re.search(r"\b(src|type)=", match["attributes"])
    ]


def _digest(code: str) -> str:
    return base64.b64encode(hashlib.sha256(code.encode()).digest()).decode()
