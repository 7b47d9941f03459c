"""The base models of all entry types."""

from __future__ import annotations

import re
from typing import (
    TYPE_CHECKING,
    Annotated,
    Any,
    ClassVar,
    NamedTuple,
    Protocol,
    Self,
    TypeAlias,
    TypeVar,
)

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    ModelWrapValidatorHandler,
    ValidationError,
    ValidationInfo,
    field_validator,
    model_validator,
)
from pydantic_core import InitErrorDetails, PydanticCustomError
from typing_extensions import override

from hintbook.messages import MESSAGES
from hintbook.model.base.fields import AskedAs, Id, Line, Number, OneOrMany, Related, Tags
from hintbook.model.base.location import Location, ParentPage
from hintbook.model.base.schema_extra import ASK, CODES, RULES, Ref

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from pydantic import GetJsonSchemaHandler
    from pydantic.json_schema import JsonSchemaValue
    from pydantic_core import CoreSchema, ErrorDetails

    from hintbook.model.base.rules import Rule, Violation

E = TypeVar("E", bound="Entry")


class Model(BaseModel):
    """A mapping in a content file: unknown keys forbidden, immutable."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class ModelWithRules(Model):
    """A model with cross-field validation: each broken rule is a validation error."""

    rules: ClassVar[tuple[Rule, ...]] = ()

    @model_validator(mode="wrap")
    @classmethod
    def _apply_rules(cls, data: Any, handler: ModelWrapValidatorHandler[Self]) -> Self:
        """Validate the fields and the rules, and report what is wrong with either together."""
        violations = (
            [f for r in cls.rules for f in r.violations(data)] if isinstance(data, dict) else []
        )
        broken = [_rule_error(violation) for violation in violations]
        try:
            model = handler(data)
        except ValidationError as failure:
            errors = [_copied(error) for error in failure.errors(include_url=False)]
            raise ValidationError.from_exception_data(cls.__name__, errors + broken) from None
        if broken:
            raise ValidationError.from_exception_data(cls.__name__, broken)
        return model

    @classmethod
    def __get_pydantic_json_schema__(
        cls, core: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        schema = handler.resolve_ref_schema(handler(core))
        for rule in cls.rules:
            schema.update(rule.keywords())
        if cls.rules and handler.mode == "validation":
            schema[RULES] = [rule.as_json() for rule in cls.rules]
        return schema


def _rule_error(violation: Violation) -> InitErrorDetails:
    error = PydanticCustomError(violation.code, "broken rule", violation.values)
    return InitErrorDetails(type=error, loc=violation.loc, input=None)


def _copied(error: ErrorDetails) -> InitErrorDetails:
    """Return an error in the form in which it can be raised again."""
    context = error.get("ctx", {})
    ours = error["type"] in MESSAGES
    kind = PydanticCustomError(error["type"], error["msg"], context) if ours else error["type"]
    return InitErrorDetails(type=kind, loc=error["loc"], input=error["input"], ctx=context)


class SourceRef(Model):
    """One or several passages of a source document."""

    model_config = ConfigDict(json_schema_extra={CODES: {"type": "source-in-words"}})

    document: Annotated[str, Ref("document")] = Field(description="出典の id")
    at: Annotated[tuple[Annotated[Line, Ref("passage")], ...], OneOrMany()] = Field(
        min_length=1,
        description="出典の中の箇所。いくつかあれば一覧で",
        json_schema_extra={ASK: "箇所を選んでください"},
    )

    @model_validator(mode="before")
    @classmethod
    def _no_text(cls, data: Any) -> Any:
        """Refuse the name of a document that is written in place of a reference."""
        if isinstance(data, str):
            raise PydanticCustomError("source-in-words", "a text", {"value": data})
        return data


Sources: TypeAlias = Annotated[
    tuple[SourceRef, ...],
    OneOrMany(),
    Field(description="もとになった資料と箇所"),
]


class Context(Protocol):
    """What an entry may look up of the other entries; a library is one."""

    def __getitem__(self, entry_id: str) -> Entry:
        """Return the entry with an id."""

    def parent(self, entry: Entry) -> Entry | None:
        """Return the entry that contains this one."""


class Column(NamedTuple):
    """A column of a table of entries; `value` returns the cell of an entry."""

    heading: str
    value: Callable[[Any, Context], object]


class Export(NamedTuple):
    """The CSV of a type of entries in the open data: its name, and columns of its own.

    last: columns after those that every table has; a new column of a released table goes there
    """

    name: str
    columns: tuple[Column, ...]
    last: tuple[Column, ...] = ()


class Entry(Model):
    """Anything with an id, a page or an anchor, and a place in search results.

    What is to be known of a type beside its fields is declared here, once:

    type, type_label: its name in code, URLs and data, and its name for readers
    location: where its entries appear
    unique_fields: fields whose values no other entry of the type may have
    unique_among: name of the types that share the values of `unique_fields`; "" for the type alone
    linked: whether its references are shown as links on both ends
    search_weight: factor on the score of its entries in search results; None: not searched
    export: its CSV in the open data, None if it has none
    rules: rules between its fields, for a type derived from `ModelWithRules`
    """

    type: ClassVar[str]
    type_label: ClassVar[str]
    location: ClassVar[Location] = ParentPage()
    unique_fields: ClassVar[tuple[str, ...]] = ()
    unique_among: ClassVar[str] = ""
    linked: ClassVar[bool] = True
    search_weight: ClassVar[float | None] = 1
    export: ClassVar[Export | None] = None

    id: Id = Field(description="項目の id。公開したら変えません")

    @property
    def caption(self) -> str:
        """The name of the entry in lists and links."""
        raise NotImplementedError

    @property
    def excerpt(self) -> str:
        """The text below the entry's name on a card, not shortened; "" for none."""
        return ""

    def texts(self) -> Iterable[str]:
        """Return the entry's own texts in reading order, without those of entries inside it."""
        return ()

    def full_name(self, _context: Context, /) -> str:
        """Return the entry's name where it stands alone, such as 場面1・ヒント5「…」."""
        return self.caption

    def short_name(self, context: Context, /) -> str:
        """Return the name without the title where a number says enough, such as 場面1・ヒント5."""
        return self.full_name(context)

    def search_names(self, _context: Context, /) -> Iterable[str]:
        """Return the names by which readers search for it; a text is no name of its entry."""
        return () if self.caption in self.texts() else (self.caption,)

    def search_context(self, _context: Context, /) -> Iterable[str]:
        """Return words beside its own texts and its parents' captions by which it is found."""
        return ()


def parent_of(entry: Entry, kind: type[E], context: Context) -> E:
    """Return the parent of an entry; raises `LookupError` if it is not of the type `kind`."""
    parent = context.parent(entry)
    if not isinstance(parent, kind):
        raise LookupError(f"{entry.id} is not inside a {kind.type}")
    return parent


def position(siblings: Sequence[Entry], entry: Entry) -> int:
    """Return the position of an entry in a list, from 1."""
    return [sibling.id for sibling in siblings].index(entry.id) + 1


def circled(number: int) -> str:
    """Return a number as ① to ⑳, or (21) and so on."""
    return chr(ord("①") + number - 1) if number <= 20 else f"({number})"


class NumberedEntry(Entry):
    """An entry whose id ends in its number, which its address contains, too."""

    number: Number = Field(ge=1, description="番号")

    @field_validator("number")
    @classmethod
    def _agrees_with_id(cls, number: int, info: ValidationInfo) -> int:
        in_id = re.search(r"[0-9]+$", str(info.data.get("id", "")))
        if in_id and int(in_id[0]) != number:
            context = {"value": number, "expected": int(in_id[0])}
            raise PydanticCustomError("wrong-number", "not as in id", context)
        return number


class SourcedEntry(Entry):
    """An entry that restates passages of the sources."""

    source: Sources = Field(min_length=1)


class TaggedEntry(Entry):
    """An entry with tags, editorial links and phrases of readers."""

    tags: Tags = ()
    asked_as: AskedAs = ()
    related: Related = Field(default=(), description="編集部が関連付ける項目の id")


class LinkedEntry(SourcedEntry, TaggedEntry):
    """A sourced entry with tags, editorial links and phrases of readers."""


# The following say by which of its fields an entry is named.  Each model declares these fields
# itself: files and schemas list them in the order of the model.


class WithTitle(Entry):
    """An entry that is named by its title."""

    if TYPE_CHECKING:
        title: str

    @property
    @override
    def caption(self) -> str:
        return self.title


class WithLead(WithTitle):
    """An entry with a title and a lead."""

    if TYPE_CHECKING:
        lead: str

    @override
    def texts(self) -> Iterable[str]:
        return (self.lead,)


class WithText(Entry):
    """An entry that is one text, and has no other name."""

    if TYPE_CHECKING:
        text: str

    @property
    @override
    def caption(self) -> str:
        return self.text

    @override
    def texts(self) -> Iterable[str]:
        return (self.text,)
