"""Pack the copy that opens from disk: `python offline.py SITE-COPY FOLDER`.

Writes hintbook.zip into the folder, and its SHA-256 beside it.  The same copy gives the same
bytes.
"""

from __future__ import annotations

import sys
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from hintbook import __version__
from hintbook.render import checked

# What is unpacked is a folder of this name.
NAME = f"hintbook-{__version__}"
# What only servers and programs need: the open data but its tables, what leads search engines
# and feed readers, and the scripts of the theme, which no page loads.
LEFT_OUT = (
    "404.html",
    "api/v1/**/*.json",
    "api/v1/addresses.txt",
    "assets/javascripts/**/*",
    "**/*.map",
    "feed.xml",
    "llms.txt",
    "sitemap.xml*",
)


def pack(copy: Path, folder: Path) -> Path:
    """The zip of a built copy: one folder in it, every file in the order of its name."""
    folder.mkdir(parents=True, exist_ok=True)
    packed = folder / "hintbook.zip"
    left_out = {file for pattern in LEFT_OUT for file in copy.glob(pattern)}
    names = {
        f.relative_to(copy).as_posix(): f for f in {*copy.rglob("*")} - left_out if f.is_file()
    }
    with ZipFile(packed, "w") as written:
        for name, file in sorted(names.items()):
            member = ZipInfo(f"{NAME}/{name}")  # of 1980: a zip knows no earlier time
            member.create_system = 3  # the same on every system
            member.external_attr = 0o644 << 16
            written.writestr(member, file.read_bytes(), ZIP_DEFLATED, 9)
    return packed


def main(copy: Path, folder: Path) -> None:
    """Pack, and print what was packed."""
    packed = pack(copy, folder)
    found = checked(packed)
    packed.with_name(f"{packed.name}.sha256").write_bytes(found.line)
    print(f"{packed} ({found.megabytes} MB)\nSHA-256 {found.digest}")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
