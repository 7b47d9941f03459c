"""Pack the offline site into a zip: `python -m tools.offline SITE-COPY FOLDER`.

Writes hintbook.zip and its SHA-256 into the folder.  The same site gives the same bytes.
"""

from __future__ import annotations

import sys
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from hintbook import __version__
from hintbook.render.publish.offline import download, is_sound

# The folder inside the zip.
NAME = f"hintbook-{__version__}"
# Files without use on disk: the open data except tables, and files for search engines and feed
# readers.
LEFT_OUT = (
    "404.html",
    "api/v1/**/*.json",
    "api/v1/addresses.txt",
    "feed.xml",
    "llms.txt",
    "sitemap.xml*",
)


def pack(copy: Path, folder: Path) -> Path:
    """Write the zip of a built offline site, files sorted by name in one folder; return its path.

    It is written aside, read back and renamed: a process that is killed leaves no half of a zip.
    """
    folder.mkdir(parents=True, exist_ok=True)
    packed = folder / "hintbook.zip"
    left_out = {file for pattern in LEFT_OUT for file in copy.glob(pattern)}
    names = {
        f.relative_to(copy).as_posix(): f for f in {*copy.rglob("*")} - left_out if f.is_file()
    }
    aside = folder / "hintbook.zip.new"
    with ZipFile(aside, "w") as written:
        for name, file in sorted(names.items()):
            member = ZipInfo(f"{NAME}/{name}")  # dated 1980, the earliest date of a zip
            member.create_system = 3  # the same on every system
            member.external_attr = 0o644 << 16
            written.writestr(member, file.read_bytes(), ZIP_DEFLATED, 9)
    if not is_sound(aside):
        raise OSError(f"{aside} is not as written")
    aside.replace(packed)
    return packed


def main(copy: Path, folder: Path) -> None:
    """Pack the site and print the size and the SHA-256."""
    packed = pack(copy, folder)
    found = download(packed)
    packed.with_name(f"{packed.name}.sha256").write_bytes(found.checksum_line)
    print(f"{packed} ({found.megabytes} MB)\nSHA-256 {found.digest}")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
