"""Changes as editors make them, on a copy of the project.

Each picks its entries out of the content, so that no change of the content breaks it.
"""

from __future__ import annotations

import csv
import io
import re
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from hintbook.cli import main
from hintbook.library import Library, open_library
from hintbook.model import Hint, Municipality, Practice, Scene, Source, Tag, Topic
from hintbook.render import check
from tests.support.invalid_content import errors_found
from tests.support.project_files import linked_project

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from hintbook.errors import ContentError
    from hintbook.model import Entry

# Lines to paste: the file, and what to add.
BLOCK = re.compile(r"^content/(\w+\.yml):\n((?:[- ].*\n)+)", re.MULTILINE)
_REASON = "掲載を続けられなくなりました。"


@dataclass
class Draft:
    """A copy of the project, and the library of the project as it is."""

    root: Path
    before: Library

    @property
    def content(self) -> Path:
        """The content folder of the copy."""
        return self.root / "content"

    @property
    def docs(self) -> Path:
        """The folder of the hand-written pages of the copy."""
        return self.root / "docs"

    @property
    def lock(self) -> Path:
        """The addresses that were released."""
        return self.root / "permalinks.lock"

    def library(self) -> Library:
        """Return the checked library of the copy; raises `ContentErrors`."""
        library = open_library(self.content)
        check(library, self.docs, self.lock)
        return library

    def errors(self) -> list[ContentError]:
        """Return what `check` finds."""
        return errors_found(self.content, self.docs, self.lock)

    def file(self, entry: Entry) -> Path:
        """Return the file of an entry in the copy."""
        return self.root / self.before.file_name(entry)

    def texts(self) -> Iterator[tuple[Path, str]]:
        """Yield every YAML file with its text."""
        for file in sorted(self.content.rglob("*.yml")):
            yield file, file.read_text(encoding="utf-8")

    def append(self, name: str, text: str) -> None:
        """Add lines to a content file, which may be new."""
        with (self.content / name).open("a", encoding="utf-8") as file:
            file.write(text)

    def follow(self, name: str) -> None:
        """Do what `check` says of what was lost.

        name: whether its lines for `redirects.yml` or for `retired.yml` are pasted
        """
        errors = self.errors()
        if untold := [error for error in errors if error.code == "passage-untold"]:
            for error in untold:
                self._omit(error)
            errors = self.errors()
        for error in errors:
            blocks = BLOCK.findall(error.lines)
            assert blocks, error
            for file, lines in blocks:
                if file == name or len(blocks) == 1:
                    self.append(file, lines)

    def _omit(self, error: ContentError) -> None:
        """Say in the line of an error why its passage is left out."""
        file = self.root / error.place.file
        lines = file.read_text(encoding="utf-8").split("\n")
        line = lines[error.place.line - 1]
        assert line.endswith("}")
        lines[error.place.line - 1] = f"{line.removesuffix('}')}, omitted: {_REASON}}}"
        file.write_text("\n".join(lines), encoding="utf-8")

    def drop_references(self, *ids: str) -> None:
        """Take ids, and the phrases of their entries, out of every list in brackets."""
        named = "|".join(ids)
        for file, text in self.texts():
            fewer = re.sub(rf"\b({named}), |, ({named})(?=[\],])|(?<=\[)({named})(?=\])", "", text)
            if file.parent.name == "phrases":
                fewer = re.sub(rf"^({named}):\n(?:  - .*\n)*", "", fewer, flags=re.MULTILINE)
            file.write_text(fewer, encoding="utf-8")

    def is_named(self, entry: Entry) -> bool:
        """Return whether a file other than the entry's own names it outside of a list."""
        named = re.compile(rf"^(?!.*\[.*\]).*: {entry.id}$", re.MULTILINE)
        own = self.file(entry)
        return any(named.search(text) for file, text in self.texts() if file != own)


def draft(root: Path, library: Library) -> Draft:
    """Return a copy of the project in an empty folder."""
    return Draft(linked_project(root, "content", "permalinks.lock", "api.lock.json"), library)


FORM = """\
# yaml-language-server: $schema=../../schemas/practices.json
id: weekly-postcards-to-homes
title: 会えない方に、毎週はがきを届ける見本の取組
summary: 職員が週に一度、短いはがきを届けています。
aspect: null
category: null
goals: []
methods: []
implemented_by: {{kind: npo, name: 見本の会, municipality: null}}
tags: [{tag}]
asked_as:
  - はがきを続けたい
related: {related}
disclosure: consented
added: 2026-11-21
reviewed: 2026-11-21
origin: 見本の会からの報告（2026年）
"""


def practice_of_the_form(project: Draft, related: str = "") -> None:
    """Add a practice as the form writes it, with an origin of its own."""
    tag = project.before.all(Tag)[0].id
    text = FORM.format(tag=tag, related=f"[{related}]")
    project.append("practices/weekly-postcards-to-homes.yml", text)


def related_practice(project: Draft) -> None:
    """Add a practice that leads on to another."""
    practice_of_the_form(project, project.before.all(Practice)[0].id)


def _new(project: Draft, *options: str) -> None:
    """Run `hintbook new`, and fill in what it leaves open."""
    assert main(["new", *options, "--content", str(project.content)]) == 0
    for file, text in project.texts():
        if "要記入" in text:
            file.write_text(re.sub("要記入[^\n]*", "見本の文です。", text), encoding="utf-8")


def practice_of_document(project: Draft, document: str) -> None:
    """Add a practice by `hintbook new` that cites a document."""
    source = project.before[document]
    assert isinstance(source, Source)
    at = next(passage.at for passage in source.passages if not passage.omitted)
    _new(
        project,
        *("practice", "--title", f"見本の取組（{source.title}）", "--id", f"new-of-{document}"),
        *("--text", "見本の取組です。", "--tags", project.before.all(Tag)[0].id),
        *("--source", f"{document}:{at}", "--disclosure", "published"),
    )
    if document == "hints":
        file = project.content / f"practices/new-of-{document}.yml"
        text = file.read_text(encoding="utf-8").replace("aspect: null", "aspect: soft")
        file.write_text(text.replace("category: null", "category: empowerment"), encoding="utf-8")


def topic(project: Draft) -> None:
    """Add a topic."""
    tag = project.before.all(Tag)[0].id
    _new(
        project,
        "topic",
        "--title",
        "見本の基礎知識",
        "--id",
        "new-topic",
        "--text",
        "前書きです。",
        "--tags",
        tag,
    )


def term(project: Draft) -> None:
    """Add a term."""
    _new(
        project,
        "term",
        "--title",
        "見本の用語",
        "--reading",
        "みほんのようご",
        "--text",
        "見本です。",
    )


def tag(project: Draft) -> None:
    """Add a tag."""
    _new(
        project,
        "tag",
        "--title",
        "見本のタグ",
        "--id",
        "new-tag",
        "--text",
        "見本です。",
        "--facet",
        "theme",
    )


def synonym(project: Draft) -> None:
    """Add a group of synonyms."""
    project.append(
        "synonyms.yml", "- id: syn-of-the-sample\n  words: [見本の言葉, 見本の言い換え]\n"
    )


def phrases(project: Draft) -> None:
    """Add phrases for search to an entry that has none."""
    known = project.before.phrases
    entry_id = next(one for one in project.before.items if one not in known)
    project.append("phrases/sample.yml", f"{entry_id}:\n  - 見本の言い方\n")


SOURCE = """\
id: new-report
number: {number}
title: 見本の報告書
publisher: null
published: null
kind: 報告書
rights: null
passages:
"""


def municipality_with_source(project: Draft) -> None:
    """Add a municipality with a source of its own."""
    last = max(project.before.all(Municipality), key=lambda one: one.number)
    text = project.file(last).read_text(encoding="utf-8")
    number = last.number + 1
    for old, new in (
        (f"municipality-{last.number:02}", f"municipality-{number:02}"),
        (f"number: {last.number}\n", f"number: {number}\n"),
        (f"id: m{last.number:02}-", f"id: m{number:02}-"),
        (f"title: {last.title}", f"title: 続・{last.title}"),
    ):
        assert old in text
        text = text.replace(old, new)
    text = re.sub(r"document: [\w-]+", "document: new-report", text)
    project.append(f"municipalities/municipality-{number:02}.yml", text)
    places = [
        one
        for found in re.findall(r"\bat: (\[[^\]]*\]|[^,}\n]+)", text)
        for one in found.strip("[]").split(", ")
    ]
    lines = "".join(f"  - {{at: {at}, label: {at}}}\n" for at in dict.fromkeys(places))
    head = SOURCE.format(number=1 + max(source.number for source in project.before.all(Source)))
    project.append("sources/new-report.yml", head + lines)


def table_saved_by_excel(project: Draft) -> None:
    """Save a survey table as Excel does: a byte order mark, CRLF, quotes."""
    file = min((project.content / "survey/data").iterdir())
    rows = list(csv.reader(io.StringIO(file.read_text(encoding="utf-8-sig"))))
    written = io.StringIO()
    csv.writer(written, quoting=csv.QUOTE_ALL).writerows(rows)
    file.write_bytes(b"\xef\xbb\xbf" + written.getvalue().encode())


def handwritten_page(project: Draft) -> None:
    """Add a page to docs/."""
    head = "---\ndescription: 見本のページです。\n---\n\n"
    text = f"{head}# 見本のページ {{ #sample }}\n\n## 見出し {{ #part }}\n\n本文です。\n"
    (project.docs / "sample.md").write_text(text, encoding="utf-8")


def changed_title(project: Draft) -> None:
    """Change the title of a practice."""
    practice = project.before.all(Practice)[0]
    file = project.file(practice)
    text = file.read_text(encoding="utf-8").replace(f"title: {practice.title}", "title: 見本の題")
    file.write_text(text, encoding="utf-8")


def renamed_id(project: Draft) -> None:
    """Change the id of a practice wherever it is named, and paste what `check` says."""
    practice = project.before.all(Practice)[1]
    new = f"{practice.id}-renamed"
    for file, text in project.texts():
        file.write_text(re.sub(rf"(?<![\w-]){practice.id}(?![\w-])", new, text), encoding="utf-8")
    project.file(practice).rename(project.content / f"practices/{new}.yml")
    project.follow("redirects.yml")


def _cut(file: Path, entry_id: str) -> str:
    """Cut the list item of an entry out of a file; return its lines."""
    text = file.read_text(encoding="utf-8")
    found = re.search(rf"^( *)- id: {entry_id}\n(?:\1  .*\n|\n)*", text, re.MULTILINE)
    assert found
    file.write_text(text.replace(found[0], ""), encoding="utf-8")
    return found[0]


def _paste_before(file: Path, entry_id: str, lines: str) -> None:
    text = file.read_text(encoding="utf-8")
    there = re.search(rf"^ *- id: {entry_id}\n", text, re.MULTILINE)
    assert there
    file.write_text(text.replace(there[0], lines + there[0]), encoding="utf-8")


def moved_hint(project: Draft) -> None:
    """Move a hint to another scene."""
    first, second, *_ = project.before.all(Scene)
    hint = _free_hint(project, [first])
    lines = _cut(project.file(first), hint.id)
    _paste_before(project.file(second), second.hints[0].id, lines)
    project.follow("redirects.yml")


def _free_hint(project: Draft, scenes: list[Scene]) -> Hint:
    """Return a hint of the scenes that nothing names, and that is not alone in its group."""
    text = "".join(text for file, text in project.texts() if file.parent.name != "phrases")
    return next(
        hint
        for scene in scenes
        for group in scene.hint_groups
        for hint in group.hints
        if len(group.hints) > 1 and text.count(hint.id) == 1
    )


def moved_section(project: Draft) -> None:
    """Move a section to another topic."""
    topics = [topic for topic in project.before.all(Topic) if len(topic.sections) > 1]
    first, second, *_ = topics
    lines = _cut(project.file(first), first.sections[-1].id)
    _paste_before(project.file(second), second.sections[0].id, lines)
    project.follow("redirects.yml")


def _retired(project: Draft, entry: Entry) -> None:
    project.file(entry).unlink()
    project.drop_references(entry.id, *(part.id for part in project.before.parts(entry)))
    project.follow("retired.yml")


def retired_practice(project: Draft) -> None:
    """Retire a practice."""
    practices = project.before.all(Practice)
    _retired(project, next(one for one in practices[2:] if not project.is_named(one)))


def retired_hint(project: Draft) -> None:
    """Retire a hint, which is a part of a page."""
    hint = _free_hint(project, [*project.before.all(Scene)[:0:-1]])
    _cut(project.file(hint), hint.id)
    project.drop_references(hint.id)
    project.follow("retired.yml")


def retired_topic(project: Draft) -> None:
    """Retire a topic with all its sections."""
    topics = project.before.all(Topic)
    _retired(project, next(one for one in topics[::-1] if not project.is_named(one)))


DOCUMENTS = ("hints", "guide", "summary", "seminar", "municipal")

# By what is done.
CONTRIBUTIONS: dict[str, Callable[[Draft], None]] = {
    "a practice of the form": practice_of_the_form,
    "a practice with a link": related_practice,
    **{f"a practice of {name}": partial(practice_of_document, document=name) for name in DOCUMENTS},
    "a municipality with a source": municipality_with_source,
    "a topic": topic,
    "a term": term,
    "a tag": tag,
    "a synonym": synonym,
    "phrases": phrases,
    "a table saved by Excel": table_saved_by_excel,
    "a hand-written page": handwritten_page,
    "a changed title": changed_title,
    "a renamed id": renamed_id,
    "a moved hint": moved_hint,
    "a moved section": moved_section,
    "a retired practice": retired_practice,
    "a retired hint": retired_hint,
    "a retired topic": retired_topic,
}

# What is done together in the copy that is built: all but the first, whose file the second writes, too.
TOGETHER = tuple(CONTRIBUTIONS)[1:]


def contribute(project: Draft, names: tuple[str, ...]) -> Draft:
    """Make the named contributions one after the other; return the copy."""
    for name in names:
        CONTRIBUTIONS[name](project)
    return project
