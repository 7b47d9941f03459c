"""Content many times as large as today's: copies of documents with part of the words replaced."""

from __future__ import annotations

import random
import re
import shutil
from dataclasses import replace
from typing import TYPE_CHECKING

from hintbook import search
from hintbook.render.exports.search_scripts import Contents, index_scripts

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from hintbook.library import Library
    from hintbook.search import Document

_WORD = re.compile("[\u4e00-\u9fff]{2,}")
_RENAMED = 0.3  # share of the words of a copy that are replaced


def scaled_documents(found: list[Document], times: int) -> list[Document]:
    """Return the documents with copies, `times` as many in all, sorted by type."""
    replace_words = _word_replacer((text for own in found for text in own.body), times)
    copies = [own for original in found for own in _copies(original, times, replace_words)]
    return sorted(copies, key=lambda own: own.entry.type)


def _word_replacer(texts: Iterable[str], times: float) -> Callable[[str], str]:
    """Return a function that replaces some words of a text by invented ones.

    The vocabulary grows with the square root of `times`, as in natural language.
    """
    pick = random.Random(times)  # noqa: S311 - the same site every time
    used = {c for text in texts for c in "".join(_WORD.findall(text))}
    characters = sorted(used - {*"様氏君"})  # an invented word must not look like a person's name
    names = ["".join(pick.choices(characters, k=2)) for _ in range(int(4000 * times**0.5))]

    def renamed(match: re.Match[str]) -> str:
        if pick.random() > _RENAMED:
            return match[0]
        return names[int(len(names) * pick.random() ** 3)]

    return lambda text: _WORD.sub(renamed, text)


def _copies(
    original: Document, times: int, replace_words: Callable[[str], str]
) -> Iterator[Document]:
    yield original
    for _ in range(times - 1):
        yield replace(
            original,
            title=tuple(map(replace_words, original.title)),
            asked_as=tuple(map(replace_words, original.asked_as)),
            body=tuple(map(replace_words, original.body)),
        )


def scaled_site(site: Path, library: Library, times: int, target: Path) -> Path:
    """Copy the search page with the index of a scaled site; return `target`."""
    found = scaled_documents(search.documents(library), times)
    groups = search.groups(library)
    contents = Contents(
        documents=found,
        texts=[
            [
                f"{own.entry.id}-{number}",
                (own.title or own.body or (own.entry.id,))[0][:60],
                f"id/{own.entry.id}/",
                own.asked_as,
                "\n".join(own.body),
            ]
            for number, own in enumerate(found)
        ],
        tags=[{"id": t, "label": t, "words": [t]} for t in library.tagged],
        groups=groups,
        lexicon=search.lexicon(search.all_texts(library, found)),
        name_lines=search.name_lines(library, groups),
        names=[],
        titles=[],
        spellings=search.spellings(library, search.documents(library)),
    )
    scripts = index_scripts(contents)
    shutil.copytree(site / "assets", target / "assets")
    shutil.copytree(site / "search", target / "search")
    (folder,) = (target / "assets/search").iterdir()
    shutil.rmtree(folder)
    folder.mkdir()
    for name, code in scripts.items():
        (folder / f"{name}.js").write_text(code, encoding="utf-8")
    return target


def scaled_content(content: Path, practices: int, target: Path) -> Path:
    """Copy a content folder and add copies of its practices up to a number; return `target`."""
    shutil.copytree(content, target)
    own = [path.read_text(encoding="utf-8") for path in sorted(content.glob("practices/*.yml"))]
    replace_words = _word_replacer(own, practices / len(own))
    for number in range(practices - len(own)):
        text, entry_id = replace_words(own[number % len(own)]), f"practice-{number}"
        text = re.sub(r"(?m)^id: .*", f"id: {entry_id}", text)
        text = re.sub(r"(?m)^title: (.*)", rf"title: \1（その{number}）", text)
        (target / f"practices/{entry_id}.yml").write_text(text, encoding="utf-8")
    return target
