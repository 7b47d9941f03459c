"""A new id for an entry: in its file, in everything that names it, and in redirects."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from hintbook.edit.changes import Changes
from hintbook.library.references import TARGETS
from hintbook.load.files import file_type_of
from hintbook.model.base.introspection import references

if TYPE_CHECKING:
    from pathlib import Path


def rename(content: Path, old: str, new: str) -> Changes:
    """Return the changes that rename an entry; raises `UsageError` or `ContentErrors`."""
    changes = Changes(content)
    item = changes.item(old)
    name = item.file.name
    changes.edit(name).set((*item.loc, "id"), new)
    file_type = file_type_of(name.partition("/")[2])
    if file_type and file_type.named_by_id and not item.loc:
        changes.move(name, f"{name.rpartition('/')[0]}/{new}.yml")
    for other in changes.before.items.values():
        for reference in references(other.entry):
            if reference.to in TARGETS and reference.value == old:
                changes.edit(other.file.name).set((*other.loc, *reference.loc), new)
    if phrases := changes.before.phrases.get(old):
        changes.edit(phrases.file.name).rename(phrases.loc, new)
    # An address holds the id as a word, or as the beginning of one.
    word = re.compile(rf"(?<![a-z0-9-]){re.escape(old)}")
    moved = {address: word.sub(new, address) for address in changes.lost()}
    for redirect in changes.before.redirects:
        if redirect.value.new in moved:
            target = moved[redirect.value.new]
            changes.edit(redirect.file.name).set((*redirect.loc, "to"), target)
    for notice in changes.before.retired:
        if notice.value.instead in moved:
            target = moved[notice.value.instead]
            changes.edit(notice.file.name).set((*notice.loc, "instead"), target)
    for address, target in sorted(moved.items()):
        # A page that has moved takes its anchors along.
        page, anchor, _ = address.partition("#")
        if not anchor or page not in moved:
            changes.append("redirects.yml", {"from": address, "to": target})
    return changes
