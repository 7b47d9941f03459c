"""The Content-Security-Policy of every page, in a meta tag and in the headers of hosts.

No page has an inline script or style, so one policy fits all pages.
"""

from __future__ import annotations

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'"
)
