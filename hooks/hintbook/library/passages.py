"""Passages of the sources: whether an entry restates each, or a reason says why not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hintbook.errors import problem
from hintbook.model import Source, SourceRef
from hintbook.model.base.introspection import mappings

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from hintbook.errors import ContentError
    from hintbook.library.collection import UnlinkedContent
    from hintbook.load import Loaded


def passage_errors(
    found: UnlinkedContent, loaded: Loaded, unresolved: Iterable[ContentError]
) -> Iterator[ContentError]:
    """Yield an error for every passage with neither an entry nor a reason, or with both.

    None if a file could not be read, or a reference to a passage is wrong: either may be meant.

    unresolved: errors of references
    """
    wrong = {"unknown-document", "unknown-passage"}
    if loaded.unread_files or any(error.code in wrong for error in unresolved):
        return
    told = {
        (reference.document, at)
        for item in found.all_items()
        for reference in mappings(item.entry)
        if isinstance(reference, SourceRef)
        for at in reference.at
    }
    for item in found.items.values():
        source = item.entry
        for index, passage in enumerate(source.passages if isinstance(source, Source) else ()):
            if ((source.id, passage.at) in told) != bool(passage.omitted):
                continue
            code = "passage-omitted" if passage.omitted else "passage-untold"
            place = item.place("passages", index, "at")
            yield problem(code, place, value=passage.at, label=passage.label)
