"""Compare two built sites: `python -m tools.compare OLD NEW`.

Prints every file that only one of them has, and the first difference in every other one.  Before
that, hashes in names and the version in the footer are removed from paths and texts, so that
only other differences remain.  Exits with 1 if there are any.
"""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path

# The hash in the name of a file or folder in assets/, see `hintbook.render.publish.hashed_names`.
_HASH = re.compile(r"(?<=[./])[0-9a-f]{10}(?=[./\"' ])|(?<=[./])[0-9a-f]{10}$")
_VERSION = re.compile(r"第[0-9]+\.[0-9]+\.[0-9]+版")
_CONTEXT = 60


def differences(old: Path, new: Path) -> list[str]:
    """Return a line for every file that differs, sorted by path."""
    before, after = _files(old), _files(new)
    found = [f"only in {old}: {path}" for path in before.keys() - after.keys()]
    found += [f"only in {new}: {path}" for path in after.keys() - before.keys()]
    for path in before.keys() & after.keys():
        one, other = _normalised(before[path]), _normalised(after[path])
        if one != other:
            found.append(f"{path}: {_first_difference(one, other)}")
    return sorted(found)


def _files(site: Path) -> dict[str, Path]:
    """Return the files of a site by their path without hashes."""
    files = (file for file in site.rglob("*") if file.is_file())
    return {_HASH.sub("…", file.relative_to(site).as_posix()): file for file in files}


def _normalised(file: Path) -> str:
    text = file.read_bytes().decode("utf-8", "surrogateescape")
    if file.suffix == ".json":  # the order of keys has no meaning
        text = json.dumps(json.loads(text), ensure_ascii=False, sort_keys=True)
    return _VERSION.sub("第…版", _HASH.sub("…", text))


def _first_difference(one: str, other: str) -> str:
    start = next(
        (i for i, pair in enumerate(zip(one, other, strict=False)) if pair[0] != pair[1]),
        min(len(one), len(other)),
    )
    shown = slice(max(0, start - _CONTEXT), start + _CONTEXT)
    return f"{one[shown]!r} → {other[shown]!r}"


def main() -> int:
    """Print the differences; return 1 if there are any."""
    found = differences(Path(sys.argv[1]), Path(sys.argv[2]))
    print("\n".join(found) or "no differences")
    return int(bool(found))


if __name__ == "__main__":
    sys.exit(main())
