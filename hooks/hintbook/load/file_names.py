"""Names of files that are no content: left by a system, copied, or with another extension."""

from __future__ import annotations

import re
import unicodedata
from fnmatch import translate

# What systems and editors leave in a folder.
_LEFT_BEHIND = re.compile(
    "|".join(
        map(translate, (".*", "~$*", "*~", "*.bak", "*.tmp", "*.swp", "thumbs.db", "desktop.ini"))
    )
)
_COPY = re.compile(
    r"(?:コピー *[～〜~] *|copy of )(?P<first>.+?)|"
    r"(?P<second>.+?)(?:(?: *- *| +|の|_)(?:コピー|copy)(?: *\(?\d+\)?)?| *\(\d+\)| +\d+)",
    re.IGNORECASE,
)
# The extensions that a file may have instead of the right one, or besides it.
_EXTENSIONS = {
    ".yml": re.compile(r"(?:\.ya?ml|\.txt)+$", re.IGNORECASE),
    ".csv": re.compile(r"(?:\.csv|\.tsv|\.txt)+$", re.IGNORECASE),
}


def is_left_behind(name: str) -> bool:
    """Return whether a path, or a folder in it, was made by a system or an editor for itself."""
    return any(map(_LEFT_BEHIND.match, name.lower().split("/")))


def copied_from(stem: str) -> str | None:
    """Return the stem of the file that a file manager copied, None if this is no copy's name."""
    if not (match := _COPY.fullmatch(unicodedata.normalize("NFC", stem))):
        return None
    original = match["first"] or match["second"]
    return copied_from(original) or original  # the copy of a copy


def with_extension(name: str, extension: str) -> str | None:
    """Return a name with .yml or .csv in place of a wrong extension; None if it has no such one."""
    meant, found = _EXTENSIONS[extension].subn(extension, name)
    return meant if found and meant not in {name, extension} else None
