"""Released addresses: the list of all that answer now, and errors for those that do not any more.

`permalinks.lock` and `api.lock.json` beside it hold what was released.
"""

from __future__ import annotations

import json
import re
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from hintbook.errors import Place, closest, did_you_mean, problem
from hintbook.model import ENTRY_TYPES
from hintbook.model.base.fields import today
from hintbook.model.redirect import permalink_id
from hintbook.render.address import Address, address, permalink
from hintbook.render.output import Asset
from hintbook.render.publish.addresses import (
    LIST,
    anchors,
    files,
    format_address,
    linked,
    promised,
    resolve_permalink,
)
from hintbook.render.publish.redirects import notices, target

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from hintbook.errors import ContentError
    from hintbook.library import Library
    from hintbook.render.output import Page
    from hintbook.render.site import Site

# Headings that pages have only where there is something to list: their page answers for them.
OPTIONAL_HEADING = re.compile(
    r"(approach|challenge|kind|row|part|question)-.+|practices|discussion|ways|lost|derived|classes|without"
    r"|start|start-with|illegible"
)


class Loss(NamedTuple):
    """What was lost together: ids of entries, and addresses other than their permalinks."""

    ids: list[str]
    addresses: list[str]


def assets(site: Site, pages: Sequence[Page], files_so_far: Iterable[Asset]) -> Iterator[Asset]:
    """Yield the list of all addresses, which the next release adds to permalinks.lock."""
    paths = [asset.path for asset in files_so_far]
    yield Asset(LIST, lambda: _list(site, pages, paths))


def _list(site: Site, pages: Sequence[Page], paths: Iterable[str]) -> bytes:
    """Return every address, one a line; renders all pages."""
    listed = promised(site.library, pages) | linked(site, pages) | files(site, paths)
    answers = _answering(site.library, pages, listed)
    listed |= {located.value.old for located in site.library.redirects} | notices(site.library)
    listed |= {one for one in _released(site.settings.lock) if answers(one)}
    return "".join(f"{one}\n" for one in sorted(listed)).encode()


def errors(site: Site, pages: Sequence[Page], listed: Collection[str]) -> Iterator[ContentError]:
    """Yield an error for everything released that nothing answers, and for changed types.

    Renders only the pages that may have what is not in `listed`.
    """
    library, lock = site.library, site.settings.lock
    if lock is None or not lock.is_file():
        return
    lines, types = _released(lock), _released_types(lock)
    answers = _answering(library, pages, listed)
    gone = {one for located in library.retired for one in located.value.addresses}
    lost = [
        one
        for one in lines
        if not answers(one) and one not in gone and one.partition("#")[0] not in gone
    ]
    for loss in _losses(lost):
        permalinks = [f"id/{entry_id}/" for entry_id in loss.ids]
        place = Place(lock.name, min(lines[one] for one in (*permalinks, *loss.addresses)))
        if loss.ids:
            yield _entry_error(library, place, loss, types)
        else:
            moves = {one: _standing(library, one, listed) for one in loss.addresses}
            error = problem("lost-address", place, value=loss.addresses[0])
            yield replace(error, lines=_redirect_lines(moves))
    yield from _type_errors(library, types)


def _released(lock: Path | None) -> dict[str, int]:
    """Return every released address with its line in permalinks.lock."""
    if lock is None or not lock.is_file():
        return {}
    written = lock.read_text(encoding="utf-8").split("\n")[:-1]
    return {text: number for number, text in enumerate(written, start=1)}


def _answering(
    library: Library, pages: Iterable[Page], listed: Collection[str]
) -> Callable[[str], bool]:
    """Return whether an address answers or leads on, retired files and pages left out.

    What a former page had is answered by what the page in its place has.
    """
    by_address = {format_address(Address(page.path)): page for page in pages}
    former = {located.value.old: target(library, located.value) for located in library.redirects}
    told = notices(library)

    @cache
    def shown(page: str) -> set[str]:
        return anchors(by_address[page])

    def stands(address: str) -> bool:
        page, _, anchor = address.partition("#")
        if address in listed or address in former or address in told:
            return True
        found = by_address.get(page)
        if not anchor or not found:
            return False
        optional = OPTIONAL_HEADING.fullmatch(anchor) and not found.from_markdown
        return bool(optional) or address in shown(page)

    def answers(address: str) -> bool:
        page, _, anchor = address.partition("#")
        new = former.get(page) if anchor else None
        return stands(address) or (new is not None and ("#" in new or stands(f"{new}#{anchor}")))

    return answers


def _losses(lost: Iterable[str]) -> list[Loss]:
    """Return lost addresses by what was lost: a page with all on it, an entry, or an address.

    A permalink belongs to the page or anchor that is named after it.  A page, and the entry that
    it is named after, come before what was on it.
    """
    lost = list(lost)
    ids = [entry_id for one in lost if (entry_id := permalink_id(one))]
    pages = [one for one in lost if one.endswith("/") and not permalink_id(one)]
    homes = {entry_id: _home(entry_id, lost, pages) for entry_id in ids}
    losses: dict[str, Loss] = {}
    for one in lost:
        page, _, anchor = one.partition("#")
        entry_id = permalink_id(one)
        owner = entry_id or _owner(anchor or page.rpartition("/")[2], ids)
        key = page if page in pages else homes.get(owner, one)
        loss = losses.setdefault(key, Loss([], []))
        (loss.ids if entry_id else loss.addresses).append(entry_id or one)
    for key, loss in losses.items():
        loss.ids.sort(key=lambda one: any(each.endswith(f"#{one}") for each in loss.addresses))
        loss.addresses.sort(key=lambda one: one != key)
    return list(losses.values())


def _home(entry_id: str, lost: Iterable[str], pages: Sequence[str]) -> str:
    """Return the lost page on which an entry stood, or its permalink if no page was lost."""
    on = (one.partition("#")[0] for one in lost if one.endswith(f"#{entry_id}"))
    if found := next((page for page in on if page in pages), None):
        return found
    short = entry_id.rpartition("-")[2]  # municipality-01 stood at municipalities/01/
    named = [page for page in pages if page.split("/")[-2] in {entry_id, short}]
    near = closest(entry_id, [page.strip("/") for page in named], 0)
    return f"{near}/" if near else f"id/{entry_id}/"


def _owner(name: str, ids: Iterable[str]) -> str:
    """Return the id that an anchor or the name of a file begins with, "" if none."""
    stem = name.partition(".")[0]
    return max((i for i in ids if stem == i or stem.startswith(f"{i}-")), key=len, default="")


def _entry_error(
    library: Library, place: Place, loss: Loss, types: Mapping[str, str]
) -> ContentError:
    """Return the error for lost entries, with redirects to those that may be meant."""
    renamed: dict[str, str] = {}
    for old in loss.ids:
        alike = [i for i, item in library.items.items() if item.entry.type == types.get(old)]
        successor = next(_successors(library, old, alike), None)
        if new := successor or closest(old, [one for one in alike if one not in types]):
            renamed[old] = new
    retired = (
        "content/retired.yml:\n"
        f"- id:{_one_or_list(loss.ids)}\n"
        f"  address:{_one_or_list(_without_covered(loss.addresses))}\n"
        f"  date: {today()}\n"
        "  reason: 掲載を続けられなくなりました。\n"
        if loss.addresses  # otherwise redirects lead on from them
        else ""
    )
    moves = {f"id/{old}/": f"id/{new_id}/" for old, new_id in renamed.items()}
    first = next(iter(renamed.values()), "")
    moves |= {
        one: f"id/{renamed.get(one.partition('#')[2], first)}/"
        for one in _without_covered(loss.addresses)
    }
    error = problem(
        "lost-entry",
        place,
        value=loss.ids[0],
        page=(loss.addresses or ["不明"])[0],
        nearest=did_you_mean(loss.ids[0], renamed.values()),
    )
    return replace(error, lines=(_redirect_lines(moves) if renamed else "") + retired)


def _successors(library: Library, entry_id: str, alike: Iterable[str]) -> Iterator[str]:
    """Yield the ids of `alike` to which redirects lead from where an entry stood."""
    named = re.compile(rf"(?:.*[/#])?{entry_id}/?")
    places = [
        resolve_permalink(library, located.value.new)
        for located in library.redirects
        if named.fullmatch(located.value.old)
    ]
    yield from (one for one in alike if format_address(address(library, library[one])) in places)


def _one_or_list(values: Sequence[str]) -> str:
    """Return a value, or a list below its key, as `hintbook format` writes them."""
    return f" {values[0]}" if len(values) == 1 else "".join(f"\n    - {value}" for value in values)


def _without_covered(addresses: Collection[str]) -> list[str]:
    """Return addresses without the anchors of pages among them."""
    return [one for one in addresses if "#" not in one or one.partition("#")[0] not in addresses]


def _standing(library: Library, lost: str, listed: Collection[str]) -> str:
    """Return where what was at a lost address may be now, else the page above."""
    page, _, anchor = lost.partition("#")
    if anchor in library.items:
        return format_address(permalink(library[anchor]))
    suffix = lost.partition(".")[2]
    alike = [one for one in listed if one.partition(".")[2] == suffix and one != lost]
    above = page if anchor and page in listed else re.sub(r"[^/]*/?$", "", page)
    return closest(lost, alike, 0.8) or above


def _redirect_lines(moves: Mapping[str, str]) -> str:
    lines = "".join(f"- from: {old}\n  to: {new}\n" for old, new in moves.items())
    return f"content/redirects.yml:\n{lines}"


def _released_types(lock: Path) -> dict[str, str]:
    """Return the type of every released entry, by its id."""
    data = lock.with_name("api.lock.json")
    types: dict[str, str] = {}
    if data.is_file():
        types |= json.loads(data.read_text(encoding="utf-8"))["types"]
    return types


def _type_errors(library: Library, types: Mapping[str, str]) -> Iterator[ContentError]:
    """Yield an error for every entry, renamed ones included, whose type is not the released one."""
    labels = {entry_type.type: entry_type.type_label for entry_type in ENTRY_TYPES}
    former = {
        permalink_id(located.value.old): (permalink_id(located.value.new), located.place("to"))
        for located in library.redirects
    }
    for entry_id, kind in types.items():
        new, place = former.get(entry_id, (entry_id, None))
        item = library.items.get(new)
        if item and kind in labels and item.entry.type != kind:
            yield problem(
                "changed-type", place or item.place("id"), value=entry_id, type=labels[kind]
            )
