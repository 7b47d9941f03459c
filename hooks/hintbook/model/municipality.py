"""Municipalities: the anonymous case profiles, each with its interview.

Counts of consultations differ in period, unit and way of counting: never sum, chart or rank
them.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Annotated, ClassVar, Literal, NamedTuple, TypeAlias

from pydantic import Field, ValidationInfo, field_validator
from pydantic_core import PydanticCustomError
from typing_extensions import override

from hintbook.model.base.entry import (
    Column,
    Context,
    Export,
    LinkedEntry,
    Model,
    ModelWithRules,
    NumberedEntry,
    SourcedEntry,
    Sources,
    WithTitle,
    parent_of,
)
from hintbook.model.base.fields import AskedAs, Line, Number, Phrase, Tags, Text
from hintbook.model.base.location import OwnPage
from hintbook.model.base.rules import NoPlaceNames
from hintbook.model.base.schema_extra import OneOf

if TYPE_CHECKING:
    from collections.abc import Iterable


SIZES: dict[str, str] = {
    "large": "特別区・指定都市・中核市",
    "city-100k-plus": "一般市（人口10万人以上）",
    "city-under-100k": "一般市（人口10万人未満）",
    "town-village": "町村",
}
AREAS: dict[str, str] = {
    "hokkaido-tohoku": "北海道・東北",
    "kanto": "関東甲信越",
    "chubu-hokuriku": "中部・北陸",
    "kinki": "近畿",
    "chugoku-shikoku": "中国・四国",
    "kyushu-okinawa": "九州・沖縄",
}
PROGRAMMES: dict[str, str] = {
    "multilayer": "重層的支援体制整備事業",
    "support": "ひきこもりサポート事業",
    "none": "どちらもなし",
}
WINDOW_TYPES: dict[str, str] = {
    "single": "1つの部門に集約",
    "several": "庁内外に複数",
    "dedicated": "専用の窓口",
}
HANDLINGS: dict[str, str] = {"direct": "直接", "outsourced": "委託"}
MULTILAYER: dict[str, str] = {
    "running": "実施",
    "preparing": "準備・検討中",
    "none": "未実施",
}


class Choice(NamedTuple):
    """A field of the profile with few values.

    values: the values with their labels
    column: heading of its column in the list of municipalities, "" for none
    filter_label: label of its facet, "" for `label`
    likeness: how much the same value counts when municipalities are ordered by likeness to a
        reader's own, 0 if it is not asked
    ordered: whether values that stand side by side are alike, and count for one less
    """

    label: str
    values: dict[str, str]
    column: str = ""
    filter_label: str = ""
    likeness: int = 0
    ordered: bool = False


# By field, in the order of the facets.
CHOICES: dict[str, Choice] = {
    "size": Choice("自治体の区分", SIZES, "区分", likeness=2, ordered=True),
    "area": Choice("地域", AREAS, "地域"),
    "programme": Choice(
        "事業", PROGRAMMES, filter_label="事業（報告書の一覧での分類）", likeness=1
    ),
    "window_type": Choice("窓口のかたち", WINDOW_TYPES, "窓口", likeness=1),
    "handling": Choice("相談への対応", HANDLINGS, "対応", likeness=1),
    "multilayer": Choice("重層的支援体制整備事業", MULTILAYER, "重層", likeness=1),
}

# The fields of a profile with texts, with their labels, by part of the report.
FIELDS: dict[str, dict[str, str]] = {
    "相談支援の内容": {"services": "ひきこもり相談支援の内容"},
    "相談支援の体制": {
        "lead": "主担当部門と人員数",
        "internal_partners": "連携している庁内の部門",
        "external_partners": "連携している外部機関",
        "finding": "ひきこもり状態の把握方法・地域資源との連携",
    },
    "役割分担": {"roles": "役割分担の状況"},
    "現状の体制に至った背景と成果": {"background": "体制の背景", "results": "成果"},
    "課題とアプローチ": {
        "challenges": "相談支援の課題",
        "approaches": "課題解決に向けたアプローチ・要望",
    },
}

FIELD_LABELS: dict[str, str] = {
    key: label for fields in FIELDS.values() for key, label in fields.items()
}

# The questions of the interview, by their number.
TOPICS: dict[int, str] = {
    1: "ひきこもり支援推進事業・重層的支援体制整備事業の実施状況",
    2: "ひきこもりの定義と、想定している推計値",
    3: "ひきこもりに関する相談実績",
    4: "ひきこもり支援の内容",
    5: "ひきこもり状態（支援の対象）の把握方法",
    6: "庁内の体制（担当部門）と人数、職種",
    7: "外部関係機関の体制",
    8: "ひきこもり支援の役割分担状況",
    9: "役割分担の明確化の有無",
    10: "連携して行った支援例、単独で行った支援例",
    11: "地域資源の把握方法",
    12: "外部関係機関との個人情報共有に関するルール",
    13: "職員のスキルアップ、研修、人材養成",
    14: "現状の体制・役割分担に至った背景、時期",
    15: "役割分担の明確化に至るまでの背景",
    16: "重層・生活困窮者自立支援の事業を進めることになった背景",
    17: "現状の体制に変わる前と後の違い",
    18: "課題と感じていること",
    19: "早期把握・課題解決に有効と思われる施策など",
    20: "どのような“ノウハウ”があると役立つか",
    21: "国や都道府県への要望",
}
NotedField: TypeAlias = Literal[
    "consultations",
    "multilayer",
    "window",
    "handling",
    "services",
    "lead",
    "internal_partners",
    "external_partners",
    "finding",
    "roles",
    "background",
    "results",
    "challenges",
    "approaches",
    "interview",
]


class Multilayer(Model):
    """Whether the programme of multi-layered support runs, and since when."""

    status: Annotated[str, OneOf(MULTILAYER)] = Field(description="実施しているか")
    since: Line | None = Field(description="いつから。分からなければ null")
    note: Text | None = Field(description="補足。なければ null")


class Consultations(Model):
    """Consultations as the municipality counts them; `note` gives the reason for a null."""

    count: Number | None = Field(ge=0, description="件数。分からなければ null とし、理由を note に")
    unit: Line | None = Field(description="単位")
    period: Line | None = Field(description="いつの件数か")
    note: Text | None = Field(description="補足。なければ null")
    by_method: Text | None = Field(description="相談方法ごとの内訳。なければ null")
    by_person: Text | None = Field(description="相談者ごとの内訳。なければ null")
    source: Sources = Field(min_length=1)

    @field_validator("note")
    @classmethod
    def _explained(cls, note: str | None, info: ValidationInfo) -> str | None:
        if note is None and info.data.get("count") is None:
            raise PydanticCustomError("unexplained-null", "why", {"key": "count"})
        return note

    def texts(self) -> Iterable[str]:
        """Return the notes and breakdowns."""
        return [text for text in (self.note, self.by_method, self.by_person) if text]


class FieldItem(Model):
    """One statement of a profile field."""

    text: Text = Field(description="本文。書式なしの文")
    tags: Tags = ()


class ProfileField(SourcedEntry):
    """A field of the profile."""

    type = "profile-field"
    search_weight = 0.94
    type_label = "自治体の体制と課題"

    items: tuple[FieldItem, ...] = Field(min_length=1, description="一覧の中身")
    asked_as: AskedAs = ()

    @property
    @override
    def caption(self) -> str:
        return self.items[0].text

    @override
    def texts(self) -> Iterable[str]:
        return (item.text for item in self.items)

    @override
    def full_name(self, context: Context, /) -> str:
        municipality = parent_of(self, Municipality, context)
        return f"自治体{municipality.number}・{municipality.label_of(self)}"

    @override
    def search_names(self, _context: Context, /) -> Iterable[str]:
        return ()  # its label is the same in every municipality: context

    @override
    def search_context(self, context: Context, /) -> Iterable[str]:
        municipality = parent_of(self, Municipality, context)
        return (municipality.label_of(self), *municipality.search_context(context))


class Interview(SourcedEntry):
    """One question of the interview and what the answer adds to the profile."""

    type = "interview"
    type_label = "自治体への聞き取り"

    topic: Number = Field(ge=1, le=len(TOPICS), description="問いの番号")
    text: Text | None = Field(description="本文。書式なしの文")
    note: Text | None = Field(description="補足。なければ null")
    tags: Tags = ()

    @field_validator("note")
    @classmethod
    def _explained(cls, note: str | None, info: ValidationInfo) -> str | None:
        if note is None and info.data.get("text") is None:
            raise PydanticCustomError("unexplained-null", "why", {"key": "text"})
        return note

    @property
    @override
    def caption(self) -> str:
        return TOPICS[self.topic]

    @override
    def texts(self) -> Iterable[str]:
        return [text for text in (self.text, self.note) if text]

    @override
    def full_name(self, context: Context, /) -> str:
        number = parent_of(self, Municipality, context).number
        return f"自治体{number}・ヒアリング「{TOPICS[self.topic]}」"

    @override
    def search_names(self, _context: Context, /) -> Iterable[str]:
        return ()  # its question is the same in every municipality: context

    @override
    def search_context(self, context: Context, /) -> Iterable[str]:
        municipality = parent_of(self, Municipality, context)
        return (TOPICS[self.topic], *municipality.search_context(context))


class Discrepancy(Model):
    """A contradiction in the source, at the field that it concerns."""

    field: NotedField = Field(description="どの欄のことか")
    text: Text = Field(description="本文。書式なしの文")
    source: Sources = ()


def _label_of_choice(key: str, municipality: Municipality, _context: Context) -> str:
    return municipality.chosen(key)


def _text_of_field(key: str, municipality: Municipality, _context: Context) -> str:
    return "\n".join(municipality.field(key).texts())


def _export() -> Export:
    """Return the CSV of municipalities: choices, counts with their notes, then the fields."""
    choices = [
        Column(choice.label, partial(_label_of_choice, key)) for key, choice in CHOICES.items()
    ]
    window = list(CHOICES).index("window_type")  # its words as printed go before it
    choices.insert(window, Column("窓口", lambda m, _: m.window))
    fields = [Column(label, partial(_text_of_field, key)) for key, label in FIELD_LABELS.items()]
    return Export(
        "municipalities",
        (
            Column("番号", lambda m, _: m.number),
            Column("題", lambda m, _: m.title),
            *choices,
            Column("重層事業の開始", lambda m, _: m.multilayer.since),
            Column("相談件数", lambda m, _: m.consultations.count),
            Column("件数の単位", lambda m, _: m.consultations.unit),
            Column("件数の期間", lambda m, _: m.consultations.period),
            Column("件数の注", lambda m, _: m.consultations.note),
            *fields,
        ),
    )


class Municipality(WithTitle, NumberedEntry, LinkedEntry, ModelWithRules):
    """An anonymous case profile."""

    type = "municipality"
    type_label = "自治体事例"
    location = OwnPage(lambda municipality: f"municipalities/{municipality.number:02}")
    unique_fields = ("title", "number")
    search_weight = 0.75  # below its fields, which are found by themselves
    export = _export()
    rules = (NoPlaceNames(),)
    # What stands beside its consultations.
    NOT_COMPARABLE: ClassVar[str] = (
        "延べ件数は、数え方も期間も自治体ごとに違います。ほかの自治体とは比べられません。"
    )

    title: Line = Field(description="体制の特徴が分かる題（編集部による）")
    size: Annotated[str, OneOf(SIZES)] = Field(description="自治体の規模")
    area: Annotated[str, OneOf(AREAS)] = Field(description="地域")
    programme: Annotated[str, OneOf(PROGRAMMES)] = Field(description="国の事業の実施状況")
    window: Phrase = Field(description="窓口（一覧表のまま）")
    window_type: Annotated[str, OneOf(WINDOW_TYPES)] = Field(description="窓口の形")
    handling: Annotated[str, OneOf(HANDLINGS)] = Field(description="直接か委託か")
    promotion: Phrase = Field(description="ひきこもり支援推進事業（プロフィールの記載）")
    multilayer: Multilayer = Field(description="重層的支援体制整備事業の実施状況")
    tags: Tags = Field(min_length=1)
    consultations: Consultations = Field(description="相談の件数。自治体どうしでは比べられません")
    services: ProfileField = Field(description=FIELD_LABELS["services"])
    lead: ProfileField = Field(description=FIELD_LABELS["lead"])
    internal_partners: ProfileField = Field(description=FIELD_LABELS["internal_partners"])
    external_partners: ProfileField = Field(description=FIELD_LABELS["external_partners"])
    finding: ProfileField = Field(description=FIELD_LABELS["finding"])
    roles: ProfileField = Field(description=FIELD_LABELS["roles"])
    background: ProfileField = Field(description=FIELD_LABELS["background"])
    results: ProfileField = Field(description=FIELD_LABELS["results"])
    challenges: ProfileField = Field(description=FIELD_LABELS["challenges"])
    approaches: ProfileField = Field(description=FIELD_LABELS["approaches"])
    interview: tuple[Interview, ...] = Field(
        min_length=len(TOPICS), max_length=len(TOPICS), description="ヒアリングの 21 の問い"
    )
    notes: tuple[Discrepancy, ...] = Field(description="補足。原資料の矛盾や、値のない理由")

    @override
    def texts(self) -> Iterable[str]:
        return (*self.consultations.texts(), *(note.text for note in self.notes))

    @override
    def full_name(self, _context: Context, /) -> str:
        return f"自治体{self.number}「{self.title}」"

    @override
    def search_context(self, _context: Context, /) -> Iterable[str]:
        # Whether the programme runs means nothing without its name.
        choices = (self.chosen(key) for key in CHOICES if key != "multilayer")
        return (f"自治体{self.number}", self.window, *choices)

    def choice(self, key: str) -> str:
        """Return the value of a field of `CHOICES`."""
        value: str | Multilayer = getattr(self, key)
        return value.status if isinstance(value, Multilayer) else value

    def chosen(self, key: str) -> str:
        """Return the label of the value of a field of `CHOICES`."""
        return CHOICES[key].values[self.choice(key)]

    def field(self, key: str) -> ProfileField:
        """Return a field of `FIELD_LABELS`."""
        found: ProfileField = getattr(self, key)
        return found

    def label_of(self, field: ProfileField) -> str:
        """Return the label of one of this municipality's fields."""
        return next(label for key, label in FIELD_LABELS.items() if self.field(key) is field)
