"""Ids that no entry may have: a page uses them itself, or a file could not be named after them.

A script finds its element by an id, a link its heading; an entry with the same id would be taken
for it.  The patterns use only syntax that Python and JavaScript share.
"""

from __future__ import annotations

import re

from hintbook.model.base.wording import ForbiddenWording

# Of the frame around every page, and of the list that `publish/moved_anchors.html` appends.
SHELL_IDS = {"announcer", "header-search", "illegible", "main", "moved"}
# Of the templates' headings and elements.  `hints` and `training` are not among them: entries
# with pages of their own have had these ids since the first release.
_PAGE_IDS = (
    *(
        "after",
        "by-hand",
        "classes",
        "common",
        "concordance",
        "derived",
        "difficulties",
        "discussion",
    ),
    *("examples", "files", "findings", "glance", "goal-practices", "goals", "home-search"),
    *("interview", "items", "links", "list", "lost", "map", "matrix", "memo", "methods", "name"),
    *("next", "notes", "notes-kept", "origin", "plans", "points", "practice", "practices"),
    *("preview", "print", "project", "reading-title", "related", "report", "results", "safety"),
    *("scene", "scenes", "search-input", "search-results", "search-suggestions", "search-tags"),
    *("send", "sets", "shape", "shape-lead"),
    *("shape-partners", "shape-who", "share", "shared", "sheet", "shortcut", "source-block"),
    *(
        "start",
        "start-with",
        "statement",
        "steps",
        "suggestions",
        "tags",
        "tests",
        "themes",
        "timetable",
        "tools",
        "ways",
    ),
    *("wcag22", "what", "who", "without"),
)
# Of families of elements: numbered parts, what a facet or the form has, and icons.
_FAMILIES = (
    "(approach|challenge|group|part|question|row|size)-[0-9]+",
    "(category|error|f|facet|from|help|icon|kind)-.+",
)
# Of Material's elements, which begin with two underscores, no id can be.

# Names that no file can have on Windows, whatever its extension.
WINDOWS_NAMES = "aux|con|nul|prn|com[1-9]|lpt[1-9]"
# `index` is the file of a folder's own page.
RESERVED_ID = ForbiddenWording(
    "reserved-id",
    "id",
    re.compile(
        rf"^({'|'.join((*sorted(SHELL_IDS), *_PAGE_IDS, *_FAMILIES, WINDOWS_NAMES))}|index)$"
    ),
)
