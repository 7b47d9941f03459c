"""New entries: an id from a reading, the fields of the model, 要記入 where there is still to write."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, get_origin

from pydantic import BeforeValidator

from hintbook.errors import ContentErrors, Place
from hintbook.library import build, names
from hintbook.load import Loaded, decode, kind_of, load, parse
from hintbook.model import TOPICS, Interview, Municipality, Practice, Tag, Term, Topic
from hintbook.model.base import TO_WRITE, today
from hintbook.model.municipality import Consultations
from hintbook.model.shape import entries, fields, leaves, models_in
from hintbook.schema import modeline

from .canonical import lines
from .files import UsageError, write
from .romaji import hiragana, slug

if TYPE_CHECKING:
    from pathlib import Path

    from pydantic.fields import FieldInfo

    from hintbook.model import Entry, Model


@dataclass(frozen=True)
class Kind:
    """A type of entry that editors add: its file below content/, where title and text go.

    Ids begin with `prefix`; those of a numbered type are the type and the next number.
    """

    model: type[Entry]
    file: str
    title: str
    text: str = ""
    prefix: str = ""
    numbered: bool = False


KINDS: dict[str, Kind] = {
    "practice": Kind(Practice, "practices/{id}.yml", "title", "summary"),
    "municipality": Kind(Municipality, "municipalities/{id}.yml", "title", numbered=True),
    "topic": Kind(Topic, "topics/{id}.yml", "title", "lead"),
    "term": Kind(Term, "terms.yml", "term", "definition", prefix="term-"),
    "tag": Kind(Tag, "tags.yml", "label", "description"),
}


@dataclass
class Wishes:
    """What an editor says of a new entry; empty is still to write."""

    title: str
    reading: str = ""
    id: str = ""
    text: str = ""
    tags: list[str] = field(default_factory=list)
    facet: str = ""
    source: str = ""


@dataclass(frozen=True)
class Made:
    """A new entry: its file, its first line there, and what is still to write."""

    path: Path
    line: int
    to_write: list[tuple[int, str]]


def create(content: Path, kind: Kind, wishes: Wishes) -> Made:
    """Write a new entry; raises `UsageError` and `ContentErrors` before anything is written."""
    loaded = load(content)
    data = _data(loaded, kind, wishes)
    below = kind.file.format(id=data["id"])
    name = f"{content.name}/{below}"
    file_kind = kind_of(below)
    if file_kind is None:
        raise UsageError(f"content/ に {below} を置く場所がありません。")
    path = content / below
    head = f"{modeline(file_kind)}\n"
    if file_kind.named_by_id and path.exists():
        raise UsageError(f"{name} はもうあります。--id に違う id を書いてください。")
    if file_kind.named_by_id:
        place, item = 2, _written(data, kind.model)
        text = head + item
    else:
        raw = path.read_bytes() if path.exists() else head.encode()
        item = _written([data], file_kind.holds)
        place, text = _inserted(raw, name, data, item)
    _refuse_if_unsound(loaded, text, name)
    write(path, text)
    written = enumerate(item.split("\n"), start=place)
    return Made(path, place, [(n, line.strip()) for n, line in written if TO_WRITE in line])


def id_for(kind: Kind, wishes: Wishes, taken: set[str]) -> str:
    """The id that an entry gets; raises `UsageError` if it has none or it is taken."""
    made = slug(wishes.reading) if wishes.reading else slug(wishes.title)
    if not wishes.id and made is None:
        word = wishes.reading or wishes.title
        raise UsageError(
            f"「{word}」からは id をつくれません。"
            "--reading にひらがなで読みを書くか、--id に半角の英小文字・数字・ハイフンで書いてください。"
        )
    entry_id = wishes.id or f"{kind.prefix}{made}"
    if entry_id in taken:
        free = next(n for n in range(2, len(taken) + 3) if f"{entry_id}-{n}" not in taken)
        raise UsageError(
            f"id「{entry_id}」はもう使われています。"
            f"別のものなら --id {entry_id}-{free} のように、違う id を付けてください。"
        )
    return entry_id


def _data(loaded: Loaded, kind: Kind, wishes: Wishes) -> dict[str, Any]:
    found = [
        (file.parsed.place((*start, *steps)), entry)
        for file in loaded.files
        for start, model in file.models
        for steps, entry in entries(model)
    ]
    _refuse_taken_name(kind, wishes.title, found)
    taken = {entry.id for _, entry in found} | loaded.unread_ids
    given = _given(kind, wishes)
    if kind.numbered:
        numbers = (re.fullmatch(f"{kind.model.type}-([0-9]+)", entry_id) for entry_id in taken)
        number = max((int(n[1]) for n in numbers if n), default=0) + 1
        wishes.id = wishes.id or f"{kind.model.type}-{number:02}"
        given |= _municipality(number)
    given["id"] = id_for(kind, wishes, taken)
    return blank(kind.model, given, given.pop("prefix", given["id"]))


def _given(kind: Kind, wishes: Wishes) -> dict[str, Any]:
    """The values that are wished; raises `UsageError` for what the type does not have."""
    document, _, at = wishes.source.partition(":")
    wished = {
        "--text": (kind.text, wishes.text),
        "--tags": ("tags", wishes.tags),
        "--facet": ("facet", wishes.facet),
        "--source": ("source", document and {"document": document, "at": at or to_write("箇所")}),
    }
    given: dict[str, Any] = {kind.title: wishes.title}
    for option, (name, value) in wished.items():
        if value and name not in kind.model.model_fields:
            raise UsageError(f"{option} は{kind.model.type_label}には使えません。")
        if value:
            given[name] = value
    if "reading" in kind.model.model_fields:
        given["reading"] = hiragana(wishes.reading).replace(" ", "")
    return given


def _refuse_taken_name(kind: Kind, title: str, found: list[tuple[Place, Entry]]) -> None:
    for place, entry in found:
        if entry.type == kind.model.type and title in {name for _, name in names(entry)}:
            raise UsageError(f"「{title}」はもうあります（{place}）。")


def _municipality(number: int) -> dict[str, Any]:
    """What a profile has of its own: its number, the questions of the interview."""
    prefix = f"m{number:02}"
    note = to_write("件数が空のときは、その理由。不詳、把握せず、未回答など")
    return {
        "prefix": prefix,
        "number": number,
        "consultations": blank(Consultations, {"note": note}, prefix),
        "interview": [
            blank(
                Interview,
                {"id": f"{prefix}-t{topic:02}", "topic": topic, "text": to_write(question)},
                prefix,
            )
            for topic, question in TOPICS.items()
        ],
    }


def to_write(what: str | None) -> str:
    """The mark of a value that is still to write, with what it is to be."""
    return f"{TO_WRITE}（{what}）" if what else TO_WRITE


def blank(model: type[Model], given: dict[str, Any], prefix: str) -> dict[str, Any]:
    """A mapping with what is given and what else it must have; ids inside begin with `prefix`."""
    data = {}
    for name in fields(model):
        info = model.model_fields[name]
        if name in given:
            data[info.alias or name] = given[name]
        elif name == "id":
            data[name] = prefix
        elif info.is_required() or _least(info):
            data[info.alias or name] = _blank(info, f"{prefix}-{name.replace('_', '-')}")
    return data


def _least(info: FieldInfo) -> int:
    """How many items a list needs once it is written."""
    return max((getattr(m, "min_length", 0) or 0 for m in info.metadata), default=0)


def _blank(info: FieldInfo, prefix: str) -> Any:
    """The value of a field that nothing is given for."""
    found = tuple(leaves(info.annotation))
    if type(None) in found:
        return None
    if datetime.date in found:
        return today().isoformat()
    many = get_origin(info.annotation) is tuple
    if many and not _least(info):
        return []
    many = many and not any(isinstance(m, BeforeValidator) for m in info.metadata)
    if inner := models_in(info.annotation):
        value: Any = blank(inner[0], {}, f"{prefix}-1" if many else prefix)
    else:
        words = [leaf for leaf in found if isinstance(leaf, str)]
        value = words[0] if len(words) == 1 else to_write(" / ".join(words) or info.description)
    return [value] if many else value


def _written(data: Any, holds: Any) -> str:
    return "".join(map(str, lines(data, holds)))


def _inserted(raw: bytes, name: str, data: dict[str, Any], item: str) -> tuple[int, str]:
    """The line of a new item in its list, and the text of the list; all else stays as it is."""
    written = decode(raw, name).rstrip("\n").split("\n")
    try:
        parsed = parse(raw, name)
        listed = parsed.data
    except ContentErrors as found:
        if [error.code for error in found.errors] != ["empty-file"]:
            raise
        listed = []
    index = _position(listed, data)
    at = parsed.values[(index,)].line - 1 if index < len(listed) else len(written)
    while at > 1 and index < len(listed) and written[at - 1].startswith("#"):
        at -= 1
    written[at:at] = item.rstrip("\n").split("\n")
    return at + 1, "\n".join(written) + "\n"


def _position(listed: list[dict[str, Any]], data: dict[str, Any]) -> int:
    """Where a new item belongs: terms stand by reading, tags by facet."""
    if "reading" in data:
        later = (n for n, other in enumerate(listed) if str(other.get("reading")) > data["reading"])
        return next(later, len(listed))
    same = [n for n, other in enumerate(listed) if other.get("facet") == data["facet"]]
    return same[-1] + 1 if same else len(listed)


def _refuse_if_unsound(loaded: Loaded, text: str, name: str) -> None:
    """Refuse a file that would have more to mend than what is marked as still to write."""
    kind = kind_of(name.partition("/")[2])
    loaded.files = [file for file in loaded.files if file.name != name]
    loaded.errors = [error for error in loaded.errors if error.place.file != name]
    if kind:
        loaded.take(text.encode(), name, kind)
    try:
        build(loaded)
    except ContentErrors as found:
        own = [e for e in found.errors if e.place.file == name and e.code != "unfinished"]
        if own:
            raise ContentErrors(own) from None
