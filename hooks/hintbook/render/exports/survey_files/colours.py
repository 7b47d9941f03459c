"""The paint of charts: colours out of the palette of the site's styles, as attributes for SVG.

On a page, the styles paint a chart, so that it follows the dark scheme; a file that stands alone has
these attributes, because the policy allows it no styles.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

PALETTE = "assets/css/hintbook/01-palette.css"
_PARTS = ("1", "2", "3", "4", "5", "other", "unknown")
_EDGE, _END, _BOLD = {"stroke": "accent"}, {"text-anchor": "end"}, {"font-weight": "700"}
# The attributes of every style of bars and texts; fill and stroke name a colour of the palette.
_STYLES: dict[str, dict[str, str]] = {
    "paper": {"fill": "surface"},
    "all": {"fill": "chart-all", **_EDGE},
    "chosen": {"fill": "accent"},
    "chosen-small": {"fill": "surface", **_EDGE, "stroke-dasharray": "3 2"},
    "title": {"fill": "ink", **_BOLD},
    "label": {"fill": "ink"},
    "key": {"fill": "ink"},
    "soft": {"fill": "ink-soft"},
    "few": {"fill": "ink-soft"},
    "all-value": {"fill": "ink-soft", **_END},
    "chosen-value": {"fill": "accent", **_END, **_BOLD},
    "chosen-name": {"fill": "accent", **_BOLD},
    **{f"part-{part}": {"fill": f"chart-{part}", "stroke": "surface"} for part in _PARTS},
    **{f"on-part-{p}": {"fill": f"on-chart-{p}", "text-anchor": "middle"} for p in _PARTS},
}
_COLOUR = re.compile(r"--([a-z0-9-]+): var\(--light, (#[0-9a-f]+)\)")


def paint(docs: Path | None) -> dict[str, dict[str, str]]:
    """Return the attributes of every style for light screens and paper.

    docs: the folder with the styles; without it, all is drawn in the colour of the text
    """
    text = (docs / PALETTE).read_text(encoding="utf-8") if docs else ""
    palette = dict(_COLOUR.findall(text))

    def value(name: str, text: str) -> str:
        return palette.get(text, "currentColor") if name in {"fill", "stroke"} else text

    return {
        style: {name: value(name, text) for name, text in attributes.items()}
        for style, attributes in _STYLES.items()
    }
