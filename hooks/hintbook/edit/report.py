"""What editors should review though it is no error: stale, unlinked, without tags or effect."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, NamedTuple

from hintbook.library.linking import MIN_TAGGED
from hintbook.model import Contact, Entry, Practice, Tag
from hintbook.model.base.entry import TaggedEntry
from hintbook.search import idle_synonyms

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterator

    from hintbook.library import Library


class Finding(NamedTuple):
    """A line of the report: an entry, where it is, and why it is listed."""

    path: str
    line: int
    id: str
    type: str
    name: str
    note: str


class Group(NamedTuple):
    """Findings of one kind, with what an editor can do."""

    kind: str
    label: str
    remedy: str
    findings: list[Finding]


def groups(library: Library, today: datetime.date, min_tags: int) -> list[Group]:
    """Return all findings on a library.

    today: day on which reviews are judged
    min_tags: entries with fewer tags are listed
    """
    return [
        Group(
            "stale",
            f"確かめてから {Practice.REVIEW_MONTHS} か月以上たった実践例",
            "もとの資料と今の様子を確かめ、reviewed を確かめた日にしてください",
            list(_stale(library, today)),
        ),
        Group(
            "unlinked",
            "ほかの項目とつながっていない項目",
            "関わりの深い項目があれば related に書いてください",
            list(_unlinked(library)),
        ),
        Group(
            "thinly-tagged",
            f"タグが {min_tags} 個に満たない項目",
            "探す人の入口になるタグを足してください",
            list(_thinly_tagged(library, min_tags)),
        ),
        Group(
            "rare-tags",
            f"付いた項目が {MIN_TAGGED} 件に満たないタグ",
            "合う項目に付けるか、近いタグにまとめてください",
            list(_rare_tags(library)),
        ),
        Group(
            "idle-synonyms",
            "検索に効いていない言い換え",
            "検索では、どれも同じ言葉か、言葉として扱わないもの（「毎日」「一人で」など）です。"
            "ほかの言葉を足すか、まとまりを消してください",
            list(_idle_synonyms(library)),
        ),
        Group(
            "uncited",
            "出典のない項目",
            "もとの資料があれば source に書いてください",
            list(_uncited(library)),
        ),
        Group(
            "contacts",
            f"{Contact.CHECK_MONTHS} か月以上確かめていない連絡先",
            "窓口が公表している番号とアドレスを見て、checked を確かめた日にしてください",
            list(_contacts(library, today)),
        ),
    ]


def as_text(found: list[Group]) -> str:
    """Return the groups as text, entries by type."""
    lines = []
    for group in found:
        lines.append(f"■ {group.label}: {len(group.findings)} 件")
        if group.findings:
            lines.append(f"  {group.remedy}。")
        for kind in dict.fromkeys(finding.type for finding in group.findings):
            own = [finding for finding in group.findings if finding.type == kind]
            lines.append(f"  {kind}（{len(own)} 件）")
            lines += [f"    {f.path}:{f.line}: {f.id}「{_short(f.name)}」{f.note}" for f in own]
    return "\n".join(lines) + "\n"


def as_json(found: list[Group]) -> str:
    """Return the groups as JSON."""
    listed = [
        {**group._asdict(), "findings": [finding._asdict() for finding in group.findings]}
        for group in found
    ]
    return json.dumps(listed, ensure_ascii=False, indent=1) + "\n"


def _short(name: str) -> str:
    return name if len(name) <= 30 else f"{name[:29]}…"


def _finding(library: Library, entry: Entry, note: str = "", *loc: str) -> Finding:
    place = library.items[entry.id].place(*(loc or ("id",)))
    return Finding(place.file, place.line, entry.id, entry.type_label, entry.caption, note)


def _stale(library: Library, today: datetime.date) -> Iterator[Finding]:
    for practice in sorted(library.all(Practice), key=lambda practice: practice.reviewed):
        if practice.is_stale(today):
            yield _finding(library, practice, f" 確かめた日 {practice.reviewed}", "reviewed")


def _contacts(library: Library, today: datetime.date) -> Iterator[Finding]:
    urgent = library.urgent
    for index, contact in enumerate(urgent.value.contacts if urgent else ()):
        if urgent and contact.is_unchecked(today):
            place = urgent.place("contacts", index, "checked")
            reached = contact.number or contact.address or ""
            note = f" 確かめた日 {contact.checked}" if contact.checked else " まだ確かめていません"
            yield Finding(place.file, place.line, reached, "連絡先", contact.name, note)


def _unlinked(library: Library) -> Iterator[Finding]:
    for entry in library.all(TaggedEntry):
        if not library.links.get(entry.id):
            yield _finding(library, entry)


def _thinly_tagged(library: Library, minimum: int) -> Iterator[Finding]:
    for entry in library.all(TaggedEntry):
        count = len(library.tags(entry))
        if count < minimum:
            yield _finding(library, entry, f" タグ {count} 個")


def _rare_tags(library: Library) -> Iterator[Finding]:
    for tag in library.all(Tag):
        count = len(library.tagged.get(tag.id, ()))
        if count < MIN_TAGGED:
            yield _finding(library, tag, f" {count} 件")


def _idle_synonyms(library: Library) -> Iterator[Finding]:
    for group in idle_synonyms(library):
        place, own = group.place("words"), group.value
        yield Finding(place.file, place.line, own.id, "言い換え", "、".join(own.words), "")


def _uncited(library: Library) -> Iterator[Finding]:
    for entry in library.all(Entry):
        if "source" in type(entry).model_fields and not library.sources(entry):
            yield _finding(library, entry)
