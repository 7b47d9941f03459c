"""The end of an entry: it leaves its file, what names it, and a notice stays at its addresses."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from hintbook.edit.changes import Changes
from hintbook.library.references import TARGETS
from hintbook.model import Source, SurveyTable
from hintbook.model.base.fields import today
from hintbook.model.base.introspection import references
from hintbook.render.address import address
from hintbook.render.publish.addresses import format_address

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from hintbook.library import Library
    from hintbook.model import Entry


def retire(content: Path, entry_id: str, reason: str, instead: str = "") -> Changes:
    """Return the changes that retire an entry and all inside it.

    reason: what readers are told
    instead: address of what they can read instead
    Raises `UsageError` or `ContentErrors`, such as for an entry that another one needs.
    """
    changes = Changes(content)
    item = changes.item(entry_id)
    library = changes.before
    gone = {entry.id: entry for entry in _with_parts(library, item.entry)}
    if item.loc:
        changes.edit(item.file.name).remove(item.loc)
    else:
        changes.move(item.file.name, None)
    _remove_references(changes, gone)
    _remove_phrases(changes, gone)
    _remove_data(changes, gone)
    _omit_passages(changes, gone, reason)
    lost = {one for one in changes.lost_and_new()[0] if not one.startswith("id/")}
    pages = {one for one in lost if "#" not in one}
    _lead_on(changes, lost, pages)
    kept = sorted(one for one in lost if one in pages or one.partition("#")[0] not in pages)
    own = format_address(address(library, item.entry))
    notice: dict[str, Any] = {
        "id": _one_or_many([*gone]),
        "address": _one_or_many(sorted(kept, key=lambda one: one != own)),
        "date": today().isoformat(),
        "reason": reason,
    }
    changes.append("retired.yml", notice | ({"instead": instead} if instead else {}))
    return changes


def _with_parts(library: Library, entry: Entry) -> Iterator[Entry]:
    yield entry
    for part in library.parts(entry):
        yield from _with_parts(library, part)


def _remove_references(changes: Changes, gone: dict[str, Entry]) -> None:
    """Remove what names a retired entry from lists; what stands alone is left, as an error."""
    for item in changes.before.items.values():
        if item.entry.id in gone:
            continue
        for reference in references(item.entry):
            named = reference.to in TARGETS and TARGETS[reference.to].id(reference.value) in gone
            if named and isinstance(reference.loc[-1], int):
                changes.edit(item.file.name).remove((*item.loc, *reference.loc))
    if urgent := changes.before.urgent:
        for reference in references(urgent.value):
            if reference.value in gone:
                changes.edit(urgent.file.name).remove(reference.loc)


def _remove_phrases(changes: Changes, gone: dict[str, Entry]) -> None:
    for entry_id, phrases in changes.before.phrases.items():
        if entry_id in gone:
            changes.edit(phrases.file.name).remove(phrases.loc)


def _remove_data(changes: Changes, gone: dict[str, Entry]) -> None:
    """Remove the data files that only retired tables use."""
    tables = changes.before.all(SurveyTable)
    kept = {table.data for table in tables if table.id not in gone}
    for data in {table.data for table in tables} - kept:
        changes.move(f"{changes.content.name}/survey/data/{data}", None)


def _omit_passages(changes: Changes, gone: dict[str, Entry], reason: str) -> None:
    """Say at the passages that only retired entries restate why they are not restated."""
    for (document, at), entries in changes.before.restated.items():
        item = changes.before.items[document]
        if document in gone or not isinstance(item.entry, Source):
            continue
        index = next((n for n, one in enumerate(item.entry.passages) if one.at == at), None)
        if index is not None and all(entry.id in gone for entry in entries):
            loc = (*item.loc, "passages", index, "omitted")
            changes.edit(item.file.name).set(loc, reason.rstrip("。"))


def _lead_on(changes: Changes, lost: set[str], pages: set[str]) -> None:
    """Let former addresses lead to the notice of a page; a notice leads to no other one."""
    for redirect in changes.before.redirects:
        page, anchor, _ = redirect.value.new.partition("#")
        if anchor and page in pages:
            changes.edit(redirect.file.name).set((*redirect.loc, "to"), page)
    for notice in changes.before.retired:
        if notice.value.instead in lost:
            changes.edit(notice.file.name).remove((*notice.loc, "instead"))


def _one_or_many(values: list[str]) -> str | list[str]:
    return values[0] if len(values) == 1 else values
