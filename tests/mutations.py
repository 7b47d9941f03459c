"""Content files spoiled in every way, and what loading makes of them.

    python mutations.py SEED COUNT

Each file, spoiled, is put among sound ones and loaded, linked and checked.  It
must come through or give errors with places.  Prints the slowest file in
seconds, the most memory in MB, and how many came through.
"""

from __future__ import annotations

import random
import re
import resource
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from bad_content import CONTENT_OK
from built import PROJECT
from hintbook import library, render
from hintbook.errors import ContentErrors
from hintbook.load import Loaded, read
from hintbook.model import FILES

if TYPE_CHECKING:
    from collections.abc import Callable

    from hintbook.errors import ContentError
    from hintbook.load import ContentFile
    from hintbook.model import FileKind

ODD = [
    *"\0\ufeff\u200b\u2028\u202e\x85\x1b\t\r",
    "\U0001f468\u200d\U0001f469",
    "か\u3099",
    "ｶﾞ",
    "\u0301" * 50,
    "\ud7ff",
    "𠮟",
    "葛\U000e0100",
]
SNIPPETS = [
    "null", "true", "[]", "{}", "- ", ": ", "? ", "&a ", "*a", "!!python/object:os.system ", "!t ",
    "|", ">", "%YAML 9.9", "---", "...", "'", '"', "\\", "#", "@", "`", "2026-13-45", "1e999", ".inf",
    "0x10", "1_000", "-0", "9" * 400, "<<: ", "=", "~", "yes", "\n\n", "  ", "[[", "}}", "🙂",
]  # fmt: skip


def flip_bytes(raw: bytes, dice: random.Random) -> bytes:
    """Some bytes made others."""
    spoiled = bytearray(raw)
    for _ in range(dice.randint(1, 8)):
        spoiled[dice.randrange(len(spoiled))] = dice.randrange(256)
    return bytes(spoiled)


def cut_lines(raw: bytes, dice: random.Random) -> bytes:
    """Some lines lost, or the rest of the file from the middle of one."""
    if dice.random() < 0.3:
        return raw[: dice.randrange(len(raw))]
    lines = raw.splitlines(keepends=True)
    start = dice.randrange(len(lines))
    del lines[start : start + dice.randint(1, 4)]
    return b"".join(lines)


def repeat_lines(raw: bytes, dice: random.Random) -> bytes:
    """Keys doubled, entries doubled, lines in another order."""
    lines = raw.splitlines(keepends=True)
    start = dice.randrange(len(lines))
    part = lines[start : start + dice.randint(1, 6)]
    where = dice.randrange(len(lines) + 1)
    lines[where:where] = part * dice.choice([1, 1, 2, 50])
    return b"".join(lines)


def nest(raw: bytes, dice: random.Random) -> bytes:
    """A value nested deeply."""
    depth = dice.choice([5, 24, 25, 500, 20_000])
    opening, closing = dice.choice([(b"[", b"]"), (b"{a: ", b"}"), (b"- ", b""), (b"? ", b"")])
    value = opening * depth + b"x" + closing * dice.choice([depth, 0])
    return _at_a_value(raw, value, dice)


def swell(raw: bytes, dice: random.Random) -> bytes:
    """A huge scalar, many of them, or a huge file."""
    huge = dice.choice([b"a", "あ".encode(), b"9", b"- a\n", b"[", b"'", b" "])
    return _at_a_value(raw, huge * dice.choice([5_000, 50_000, 400_000]), dice)


def odd_characters(raw: bytes, dice: random.Random) -> bytes:
    """Characters that are not what they seem."""
    text = raw.decode()
    for _ in range(dice.randint(1, 4)):
        where = dice.randrange(len(text) + 1)
        text = text[:where] + dice.choice(ODD) + text[where:]
    return text.encode("utf-8", "surrogatepass")


def wrong_types(raw: bytes, dice: random.Random) -> bytes:
    """A value of another type, or a piece of YAML where it should not be."""
    for _ in range(dice.randint(1, 3)):
        raw = _at_a_value(raw, dice.choice(SNIPPETS).encode(), dice)
    return raw


def _at_a_value(raw: bytes, value: bytes, dice: random.Random) -> bytes:
    places = [match.span(1) for match in re.finditer(rb"(?:: |- |,)([^\n]*)", raw)] or [(0, 0)]
    start, end = dice.choice(places)
    return raw[:start] + value + raw[dice.choice([start, end]) :]


MUTATIONS: list[Callable[[bytes, random.Random], bytes]] = [
    flip_bytes, cut_lines, repeat_lines, nest, swell, odd_characters, wrong_types,
]  # fmt: skip


@dataclass(frozen=True)
class Sound:
    """A small file without errors, and what it stands among."""

    name: str
    kind: FileKind
    raw: bytes
    others: tuple[ContentFile, ...]
    elsewhere: frozenset[str]


def sound_files() -> list[Sound]:
    """The files of the small valid content, and one of each kind that it lacks.

    Those stand alone; what they name counts as standing in a file not read.
    """
    known = frozenset(library.open_library(PROJECT / "content").items)
    found, lacking = [], []
    for kind in FILES:
        own = [(kind, file, CONTENT_OK) for file in CONTENT_OK.glob(kind.pattern)]
        found += own
        if not own:
            content = PROJECT / "content"
            files = sorted(content.glob(kind.pattern), key=lambda file: file.stat().st_size)
            lacking += [(kind, file, content) for file in files[:1]]
    read_files = {file: read(*_raw(file, root), kind) for kind, file, root in found}
    return [
        *(
            Sound(
                name, kind, raw, tuple(f for o, f in read_files.items() if o != file), frozenset()
            )
            for kind, file, root in found
            for raw, name in [_raw(file, root)]
        ),
        *(
            Sound(name, kind, _head(raw), (), known)
            for kind, file, root in lacking
            for raw, name in [_raw(file, root)]
        ),
    ]


def _raw(file: Path, root: Path) -> tuple[bytes, str]:
    return file.read_bytes(), f"content/{file.relative_to(root).as_posix()}"


def _head(raw: bytes) -> bytes:
    """Long lists are alike all the way: their head stands for them, and keeps this quick."""
    lines = raw.splitlines(keepends=True)
    heads = [n for n, line in enumerate(lines) if n > 30 and line.startswith(b"- ")]
    return b"".join(lines[: heads[0]]) if heads else raw


def outcome(sound: Sound, raw: bytes) -> list[ContentError]:
    """What loading says of a spoiled file among the others; nothing when all is well."""
    try:
        file = read(raw, sound.name, sound.kind)
        loaded = Loaded(files=[*sound.others, file], unread_ids=set(sound.elsewhere))
        render.check(library.build(loaded))
    except ContentErrors as found:
        return found.errors
    return []


def placed(error: ContentError) -> bool:
    """Whether an error says where to look."""
    place = error.place
    return place.file.startswith("content/") and place.line >= 1 and place.column >= 1


def _peak() -> float:
    """The most memory that this process has had, in MB.

    What `getrusage` gives holds the parent's too, which a process has until it runs its own.
    """
    status = Path("/proc/self/status")
    if not status.exists():
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    found = re.search(r"VmHWM:\s+(\d+) kB", status.read_text())
    return int(found[1]) / 1024 if found else 0


def main(seed: int, count: int) -> None:
    """Spoil and load."""
    dice = random.Random(seed)  # noqa: S311 - the same files on every run
    files = sound_files()
    for sound in files:
        assert outcome(sound, sound.raw) == [], sound.name
    slowest, through = (0.0, ""), 0
    for _ in range(count):
        sound, mutation = dice.choice(files), dice.choice(MUTATIONS)
        spoiled = mutation(sound.raw, dice)
        start = time.process_time()
        try:
            errors = outcome(sound, spoiled)
        except Exception as failure:
            failure.add_note(f"{mutation.__name__} of {sound.name}: {spoiled[:2000]!r}")
            raise
        slowest = max(slowest, (time.process_time() - start, f"{mutation.__name__} {sound.name}"))
        assert all(placed(error) for error in errors), errors
        through += not errors
    print(f"{slowest[0]:.2f} {_peak():.0f} {through} ({slowest[1]})")


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
