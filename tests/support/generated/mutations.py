"""Mutate content files at random and build them: a fuzz test.

    python -m tests.support.generated.mutations SEED COUNT [all]

Each mutated file is loaded with valid ones, linked and rendered: the pages that show it, or all.
It must be accepted, or rejected with errors that have places.  Every valid file has every mutation in
turn.  Prints the peak memory in MB, how many files were accepted, and how many of those were
rendered (the others have the same values as the valid file).
"""

from __future__ import annotations

import json
import random
import re
import resource
import subprocess
import sys
from dataclasses import dataclass, field
from itertools import cycle, islice, product
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from hintbook import library, render
from hintbook.errors import ContentErrors
from hintbook.load.files import Loaded, file_type_of
from hintbook.load.validation import read
from hintbook.load.yaml_reader import parse
from hintbook.render.publish.hashed_names import static_files
from tests.support.invalid_content import CONTENT_OK
from tests.support.site_build import ICONS, PROJECT

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from hintbook.errors import ContentError, Loc
    from hintbook.load.validation import ContentFile
    from hintbook.model import FileType

MEGABYTES = 300  # the most memory of a run
# Small files of the kinds, and with the keys, that content_ok/ lacks.
CONTENT_EVERY = CONTENT_OK.with_name("content_every")
DOCS = PROJECT / "docs"
SETTINGS = render.Settings(
    "書名",
    ICONS,
    url="https://example.org/",
    hashed_names={path: file.path for path, file in static_files(DOCS).items()},
    repository="https://example.org/repository",
    accessibility=DOCS / "accessibility.json",
    docs=DOCS,
    contact="editors@example.org",
)
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


def flip_bytes(raw: bytes, rng: random.Random) -> bytes:
    """Replace some bytes."""
    mutated = bytearray(raw)
    for _ in range(rng.randint(1, 8)):
        mutated[rng.randrange(len(mutated))] = rng.randrange(256)
    return bytes(mutated)


def cut_lines(raw: bytes, rng: random.Random) -> bytes:
    """Remove some lines, or everything after a position."""
    if rng.random() < 0.3:
        return raw[: rng.randrange(len(raw))]
    lines = raw.splitlines(keepends=True)
    start = rng.randrange(len(lines))
    del lines[start : start + rng.randint(1, 4)]
    return b"".join(lines)


def repeat_lines(raw: bytes, rng: random.Random) -> bytes:
    """Repeat some lines at another position."""
    lines = raw.splitlines(keepends=True)
    start = rng.randrange(len(lines))
    part = lines[start : start + rng.randint(1, 6)]
    where = rng.randrange(len(lines) + 1)
    lines[where:where] = part * rng.choice([1, 1, 2, 50])
    return b"".join(lines)


def nest(raw: bytes, rng: random.Random) -> bytes:
    """Insert a deeply nested value."""
    depth = rng.choice([5, 24, 25, 500, 20_000])
    opening, closing = rng.choice([(b"[", b"]"), (b"{a: ", b"}"), (b"- ", b""), (b"? ", b"")])
    value = opening * depth + b"x" + closing * rng.choice([depth, 0])
    return _at_a_value(raw, value, rng)


def enlarge(raw: bytes, rng: random.Random) -> bytes:
    """Insert a huge value."""
    huge = rng.choice([b"a", "あ".encode(), b"9", b"- a\n", b"[", b"'", b" "])
    return _at_a_value(raw, huge * rng.choice([5_000, 50_000, 400_000]), rng)


def odd_characters(raw: bytes, rng: random.Random) -> bytes:
    """Insert control, combining and other unusual characters."""
    text = raw.decode()
    for _ in range(rng.randint(1, 4)):
        where = rng.randrange(len(text) + 1)
        text = text[:where] + rng.choice(ODD) + text[where:]
    return text.encode("utf-8", "surrogatepass")


def wrong_types(raw: bytes, rng: random.Random) -> bytes:
    """Replace values by other types or pieces of YAML syntax."""
    for _ in range(rng.randint(1, 3)):
        raw = _at_a_value(raw, rng.choice(SNIPPETS).encode(), rng)
    return raw


def exchange(raw: bytes, rng: random.Random) -> bytes:
    """Replace words by other words of the file."""
    words = list(re.finditer(rb"[^\s,:{}\[\]]+", raw))
    for _ in range(rng.randint(1, 2)):
        one, other = rng.choice(words).span(), rng.choice(words)[0]
        raw = raw[: one[0]] + other + raw[one[1] :]
    return raw


def _at_a_value(raw: bytes, value: bytes, rng: random.Random) -> bytes:
    places = [match.span(1) for match in re.finditer(rb"(?:: |- |,)([^\n]*)", raw)] or [(0, 0)]
    start, end = rng.choice(places)
    return raw[:start] + value + raw[rng.choice([start, end]) :]


MUTATIONS: list[Callable[[bytes, random.Random], bytes]] = [
    flip_bytes, cut_lines, repeat_lines, nest, enlarge, odd_characters, wrong_types, exchange,
]  # fmt: skip


@dataclass(frozen=True)
class ValidFile:
    """A small file without errors, and the other files of its content."""

    name: str
    kind: FileType
    raw: bytes = field(repr=False)
    file: ContentFile = field(repr=False)
    others: tuple[ContentFile, ...] = field(repr=False)


class Outcome(NamedTuple):
    """The errors of a mutated file, or whether it was rendered: it is not if its values are unchanged."""

    errors: list[ContentError]
    rendered: bool


def valid_files() -> list[ValidFile]:
    """Return small files of every kind, which form one content."""
    found = [
        (file.read_bytes(), f"content/{below}", kind)
        for root in (CONTENT_OK, CONTENT_EVERY)
        for file in sorted(root.rglob("*.*"))
        for below in [file.relative_to(root).as_posix()]
        if (kind := file_type_of(below))
    ]
    files = [read(*each) for each in found]
    return [
        ValidFile(name, kind, raw, file, tuple(other for other in files if other is not file))
        for (raw, name, kind), file in zip(found, files, strict=True)
    ]


def outcome(valid_file: ValidFile, raw: bytes, *, complete: bool = True) -> Outcome:
    """Build a mutated file with the other files of the content; return the outcome.

    complete: whether all pages are rendered, or only those that show the file
    """
    try:
        file = read(raw, valid_file.name, valid_file.kind)
        if file.models == valid_file.file.models:
            return Outcome([], rendered=False)
        loaded = Loaded(files=[*valid_file.others, file])
        build(loaded, changed=None if complete else valid_file.name)
    except ContentErrors as found:
        return Outcome(found.errors, rendered=False)
    return Outcome([], rendered=True)


def build(loaded: Loaded, changed: str | None = None) -> None:
    """Link, check and render pages, as a build does before it writes: all, or those of a file.

    Those of a file do without the search index, which takes longest.
    """
    linked = library.build(loaded)
    if changed:
        render.check(linked, SETTINGS.docs)
        # What is no page's own file shows on many.
        pages = render.preview(linked, SETTINGS, {changed}) or [
            page for page in render.all_pages(render.Site(linked, SETTINGS)) if not page.needs_index
        ]
    else:
        pages, *_ = render.render(linked, SETTINGS)
    for page in pages:
        assert isinstance(page.html, str)


def has_place(error: ContentError) -> bool:
    """Return whether an error names a file, a line and a column."""
    place = error.place
    return place.file.startswith("content/") and place.line >= 1 and place.column >= 1


def altered_values(valid_file: ValidFile) -> Iterator[tuple[str, bytes]]:
    """Yield a file with each value replaced or removed, one at a time, with a description."""
    mutated = _altered_cells if valid_file.name.endswith(".csv") else _altered_nodes
    yield from mutated(valid_file.raw)


def _altered_nodes(raw: bytes) -> Iterator[tuple[str, bytes]]:
    data = parse(raw, "").data
    for loc, value in _nodes(data):
        for new in (None, [], {}, "", 0, True, [value], _REMOVED):
            if loc or new is not _REMOVED:
                written = json.dumps(_changed(data, loc, new), ensure_ascii=False, indent=1)
                yield f"{loc} → {new!r}", written.encode()


def _altered_cells(raw: bytes) -> Iterator[tuple[str, bytes]]:
    rows = [line.split(",") for line in raw.decode().splitlines()]
    for loc, value in _nodes(rows):
        news = ("", "0", "true", "null", "[]", "{}", f"[{value}]") if len(loc) == 2 else ([],)
        for new in (*news, _REMOVED):
            if loc or new is not _REMOVED:
                lines = "\n".join(",".join(row) for row in _changed(rows, loc, new))
                yield f"{loc} → {new!r}", lines.encode()


# Stands for a removed value.
_REMOVED = object()


def _nodes(data: Any, loc: Loc = ()) -> Iterator[tuple[Loc, Any]]:
    """Yield every value of plain data with the loc to it."""
    yield loc, data
    lists = data if isinstance(data, list) else ()
    for step, value in data.items() if isinstance(data, dict) else enumerate(lists):
        yield from _nodes(value, (*loc, step))


def _changed(data: Any, loc: Loc, new: Any) -> Any:
    """Return a copy of plain data with the value at `loc` replaced or removed."""
    if not loc:
        return new
    step, *rest = loc
    changed = data.copy()
    if new is _REMOVED and not rest:
        del changed[step]
    else:
        changed[step] = _changed(data[step], tuple(rest), new)
    return changed


def _peak() -> float:
    """Return the peak memory of this process in MB.

    `getrusage` would include that of the parent until the child process calls exec.
    """
    status = Path("/proc/self/status")
    if not status.exists():
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    found = re.search(r"VmHWM:\s+(\d+) kB", status.read_text())
    return int(found[1]) / 1024 if found else 0


def main(seed: int, count: int, *, complete: bool) -> None:
    """Mutate and build `count` files."""
    rng = random.Random(seed)  # noqa: S311 - the same files on every run
    files = valid_files()
    build(Loaded(files=[valid_file.file for valid_file in files]))
    accepted, rendered = 0, 0
    for valid_file, mutation in islice(cycle(product(files, MUTATIONS)), count):
        mutated = mutation(valid_file.raw, rng)
        try:
            found = outcome(valid_file, mutated, complete=complete)
        except Exception as failure:
            failure.add_note(f"{mutation.__name__} of {valid_file.name}: {mutated[:2000]!r}")
            raise
        assert all(has_place(error) for error in found.errors), found.errors
        accepted += not found.errors
        rendered += found.rendered
    print(f"{_peak():.0f} {accepted} {rendered}")


def build_mutated(seed: int, count: int, *, complete: bool) -> None:
    """Run this module in a process of its own; fail if it fails or needs much memory."""
    command = [
        sys.executable,
        "-m",
        __name__,
        str(seed),
        str(count),
        *(["all"] if complete else []),
    ]
    done = subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, check=False)  # noqa: S603
    assert done.returncode == 0, done.stderr
    peak, accepted, rendered = map(int, done.stdout.split())
    assert peak < MEGABYTES
    assert count * 0.01 < rendered < accepted < count * 0.9, "the mutations are too weak or strong"


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]), complete="all" in sys.argv)
