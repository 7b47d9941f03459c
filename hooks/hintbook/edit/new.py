"""New entries: an id from a reading, the fields of the model, and 要記入 where text is missing."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, get_origin

from pydantic import BeforeValidator

from hintbook.edit.canonical import lines
from hintbook.edit.changes import with_texts
from hintbook.edit.files import UsageError, write
from hintbook.edit.romaji import hiragana, slug
from hintbook.errors import ContentErrors, Place
from hintbook.library import build
from hintbook.library.names import names
from hintbook.load.decode import decode
from hintbook.load.files import Loaded, file_type_of, load
from hintbook.load.text import clean
from hintbook.load.yaml_reader import parse
from hintbook.model import TOPICS, Interview, Municipality, Practice, Source, Tag, Term, Topic
from hintbook.model.base.fields import TO_WRITE, today
from hintbook.model.base.introspection import entries, fields, leaves, models_in
from hintbook.model.municipality import Consultations
from hintbook.schema import modeline

if TYPE_CHECKING:
    from pathlib import Path

    from pydantic.fields import FieldInfo

    from hintbook.model import Entry, Model


@dataclass(frozen=True)
class EntryTemplate:
    """How an entry of a type is created.

    file: its file below content/, as a `str.format` template of the id
    title_field, text_field: fields that take the options `--title` and `--text`
    id_prefix: what ids of the type begin with
    numbered: whether the id is the type and its number
    """

    model: type[Entry]
    file: str
    title_field: str
    text_field: str = ""
    id_prefix: str = ""
    numbered: bool = False


TEMPLATES: dict[str, EntryTemplate] = {
    "practice": EntryTemplate(Practice, "practices/{id}.yml", "title", "summary"),
    "municipality": EntryTemplate(Municipality, "municipalities/{id}.yml", "title", numbered=True),
    "topic": EntryTemplate(Topic, "topics/{id}.yml", "title", "lead"),
    "term": EntryTemplate(Term, "terms.yml", "term", "definition", id_prefix="term-"),
    "tag": EntryTemplate(Tag, "tags.yml", "label", "description"),
    "source": EntryTemplate(Source, "sources/{id}.yml", "title", "note"),
}


class BadAnswerError(UsageError):
    """A value that the new entry cannot have; `option` is its field of `NewEntryOptions`."""

    def __init__(self, option: str, message: str) -> None:
        super().__init__(message)
        self.option = option


@dataclass
class NewEntryOptions:
    """The options of `hintbook new`; what is empty becomes 要記入."""

    title: str
    reading: str = ""
    id: str = ""
    text: str = ""
    tags: str = ""
    facet: str = ""
    source: str = ""
    origin: str = ""
    disclosure: str = ""


@dataclass(frozen=True)
class NewEntry:
    """A new entry: its file, its first line there, and the lines with 要記入."""

    path: Path
    line: int
    to_write: list[tuple[int, str]]


def create(content: Path, template: EntryTemplate, options: NewEntryOptions) -> NewEntry:
    """Write a new entry; raises `BadAnswerError` or `UsageError` before anything is written."""
    loaded = load(content)
    options.title, options.text = clean(options.title), clean(options.text)
    data = _entry_data(loaded, template, options)
    below = template.file.format(id=data["id"])
    name = f"{content.name}/{below}"
    file_type = file_type_of(below)
    if file_type is None:
        raise UsageError(f"content/ に {below} を置く場所がありません。")
    path = content / below
    head = f"{modeline(file_type)}\n"
    if file_type.named_by_id and path.exists():
        raise BadAnswerError("id", f"{name} はもうあります。--id に違う id を書いてください。")
    if file_type.named_by_id:
        place, item = 2, _written(data, template.model)
        text = head + item
    else:
        raw = path.read_bytes() if path.exists() else head.encode()
        item = _written([data], file_type.root)
        place, text = _inserted(raw, name, data, item)
    _check_file(loaded, text, name, template)
    write(path, text)
    written = enumerate(item.split("\n"), start=place)
    return NewEntry(path, place, [(n, line.strip()) for n, line in written if TO_WRITE in line])


def id_for(template: EntryTemplate, options: NewEntryOptions, taken: set[str]) -> str:
    """Return the id of a new entry; raises `BadAnswerError` if there is none or it is taken."""
    made = slug(options.reading) if options.reading else slug(options.title)
    if not options.id and made is None:
        word = options.reading or options.title
        raise BadAnswerError(
            "reading",
            f"「{word}」からは id をつくれません。"
            "--reading にひらがなで読みを書くか、--id に半角の英小文字・数字・ハイフンで書いてください。",
        )
    entry_id = options.id or f"{template.id_prefix}{made}"
    if entry_id in taken:
        free = next(n for n in range(2, len(taken) + 3) if f"{entry_id}-{n}" not in taken)
        raise BadAnswerError(
            "id",
            f"id「{entry_id}」はもう使われています。"
            f"別のものなら --id {entry_id}-{free} のように、違う id を付けてください。",
        )
    return entry_id


def _entry_data(
    loaded: Loaded, template: EntryTemplate, options: NewEntryOptions
) -> dict[str, Any]:
    found = [
        (file.parsed.place((*start, *loc)), entry)
        for file in loaded.files
        for start, model in file.models
        for loc, entry in entries(model)
    ]
    _refuse_taken_name(template, options.title, found)
    taken = {entry.id for _, entry in found} | loaded.unread_ids
    given = _given(template, options)
    if "number" in template.model.model_fields:
        own = (vars(entry)["number"] for _, entry in found if isinstance(entry, template.model))
        in_ids = (re.fullmatch(f"{template.model.type}-([0-9]+)", entry_id) for entry_id in taken)
        numbers = {*own, *(int(number[1]) for number in in_ids if number)}
        given["number"] = max(numbers, default=0) + 1
    if template.numbered:
        options.id = options.id or f"{template.model.type}-{given['number']:02}"
        given |= _interview(given["number"])
    given["id"] = id_for(template, options, taken)
    return blank(template.model, given, given.pop("prefix", given["id"]))


def _given(template: EntryTemplate, options: NewEntryOptions) -> dict[str, Any]:
    """Return the values given as options; raises `UsageError` for one that the type does not have."""
    document, _, at = options.source.partition(":")
    by_option = {
        "--text": (template.text_field, options.text),
        "--tags": ("tags", re.findall("[^,、 ]+", options.tags)),
        "--facet": ("facet", options.facet),
        "--origin": ("origin", options.origin),
        "--disclosure": ("disclosure", options.disclosure),
        "--source": ("source", document and {"document": document, "at": at or to_write("箇所")}),
    }
    given: dict[str, Any] = {template.title_field: options.title}
    for option, (name, value) in by_option.items():
        if value and name not in template.model.model_fields:
            raise UsageError(f"{option} は{template.model.type_label}には使えません。")
        if value:
            given[name] = value
    origin = template.model.model_fields.get("origin")
    if origin and not {"source", "origin"} & given.keys():
        instead = f"出典の id。なければこの行を消し、origin に、{origin.description}"
        given["source"] = {"document": to_write(instead), "at": to_write("箇所")}
    if "reading" in template.model.model_fields:
        given["reading"] = hiragana(options.reading).replace(" ", "")
    return given


def _refuse_taken_name(
    template: EntryTemplate, title: str, found: list[tuple[Place, Entry]]
) -> None:
    for place, entry in found:
        if entry.type == template.model.type and title in {name for _, name in names(entry)}:
            raise BadAnswerError("title", f"「{title}」はもうあります（{place}）。")


def _interview(number: int) -> dict[str, Any]:
    """Return what a new profile begins with: the questions of the interview."""
    prefix = f"m{number:02}"
    note = to_write("件数が空のときは、その理由。不詳、把握せず、未回答など")
    return {
        "prefix": prefix,
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
    """Return the placeholder for a text, with a hint at what it should be."""
    return f"{TO_WRITE}（{what}）" if what else TO_WRITE


def blank(model: type[Model], given: dict[str, Any], prefix: str) -> dict[str, Any]:
    """Return the data of a model with the values in `given` and placeholders for what it requires.

    prefix: beginning of the ids of entries inside
    """
    data = {}
    for name in fields(model):
        info = model.model_fields[name]
        if name in given:
            data[info.alias or name] = given[name]
        elif name == "id":
            data[name] = prefix
        elif name == "source" and "origin" in given:
            continue  # either will do
        elif info.is_required() or _min_length(info):
            data[info.alias or name] = _blank(info, f"{prefix}-{name.replace('_', '-')}")
    return data


def _min_length(info: FieldInfo) -> int:
    """Return how many items a list must have."""
    return max((getattr(m, "min_length", 0) or 0 for m in info.metadata), default=0)


def _blank(info: FieldInfo, prefix: str) -> Any:
    """Return the value of a field that is not given."""
    found = tuple(leaves(info.annotation))
    if type(None) in found:
        return None
    if datetime.date in found:
        return today().isoformat()
    many = get_origin(info.annotation) is tuple
    if many and not _min_length(info):
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
    """Return the line of a new item in its file, and the file with it; the rest stays unchanged."""
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
    """Return the index of a new item in its list: terms are sorted by reading, tags by facet."""
    if "reading" in data:
        later = (n for n, other in enumerate(listed) if str(other.get("reading")) > data["reading"])
        return next(later, len(listed))
    same = [n for n, other in enumerate(listed) if other.get("facet") == data["facet"]]
    return same[-1] + 1 if same else len(listed)


def _check_file(loaded: Loaded, text: str, name: str, template: EntryTemplate) -> None:
    """Raise for errors of the new file other than placeholders: `BadAnswerError` for a given value."""
    try:
        build(with_texts(loaded, {name: text}))
    except ContentErrors as found:
        own = [e for e in found.errors if e.place.file == name and e.code != "unfinished"]
        if not own:
            return
        message = "\n".join(map(str, own))
        options = {template.title_field: "title", template.text_field: "text"}
        options |= {name: name for name in ("reading", "id", "tags", "source", "origin")}
        values = parse(text.encode(), name).values
        locs = (loc for loc, place in values.items() if place == own[0].place)
        steps = (options[step] for loc in locs for step in loc if step in options)
        if option := next(steps, None):
            raise BadAnswerError(option, message) from None
        raise UsageError(message) from None
