"""A municipality: one of the anonymous case profiles, with its interview.

Counts of consultations differ in period, unit and way of counting: they are
never summed, charted or ranked.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal, NamedTuple, TypeAlias

from pydantic import Field, ValidationInfo, field_validator
from pydantic_core import PydanticCustomError
from typing_extensions import override

from .base import (
    AskedAs,
    LinkedEntry,
    Model,
    Number,
    NumberedEntry,
    SourcedEntry,
    Sources,
    Tags,
    Text,
    WithTitle,
    labelled,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

Size: TypeAlias = Literal["large", "city-100k-plus", "city-under-100k", "town-village"]
Area: TypeAlias = Literal[
    "hokkaido-tohoku", "kanto", "chubu-hokuriku", "kinki", "chugoku-shikoku", "kyushu-okinawa"
]
Programme: TypeAlias = Literal["multilayer", "support", "none"]
WindowType: TypeAlias = Literal["single", "several", "dedicated"]
Handling: TypeAlias = Literal["direct", "outsourced"]
MultilayerStatus: TypeAlias = Literal["running", "preparing", "none"]

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
    """What a profile takes one of a few values for: its label, and the values with their names.

    `column` heads it in the list of municipalities, where it has a column there.
    """

    label: str
    values: dict[str, str]
    column: str = ""


# By their keys, in the order in which readers choose by them.
CHOICES: dict[str, Choice] = {
    "size": Choice("自治体の区分", SIZES, "区分"),
    "area": Choice("地域", AREAS, "地域"),
    "programme": Choice("事業", PROGRAMMES),
    "window_type": Choice("窓口のかたち", WINDOW_TYPES, "窓口"),
    "handling": Choice("相談への対応", HANDLINGS, "対応"),
    "multilayer": Choice("重層的支援体制整備事業", MULTILAYER, "重層"),
}

# The fields of a profile that hold texts, in the order of the report, under its five parts.
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

    status: Annotated[MultilayerStatus, labelled(MULTILAYER)]
    since: Text | None
    note: Text | None


class Consultations(Model):
    """Consultations as the municipality counts them; a null has its reason in `note`."""

    count: Number | None = Field(ge=0)
    unit: Text | None
    period: Text | None
    note: Text | None
    by_method: Text | None
    by_person: Text | None
    source: Sources = Field(min_length=1)

    @field_validator("note")
    @classmethod
    def _says_why(cls, note: str | None, info: ValidationInfo) -> str | None:
        if note is None and info.data.get("count") is None:
            raise PydanticCustomError("unexplained-null", "why", {"key": "count"})
        return note

    def texts(self) -> Iterable[str]:
        """What is said of the count."""
        return [text for text in (self.note, self.by_method, self.by_person) if text]


class FieldItem(Model):
    """One statement of a profile field."""

    text: Text
    tags: Tags = ()


class ProfileField(SourcedEntry):
    """A field of the profile."""

    type = "profile-field"
    type_label = "自治体事例の項目"

    items: tuple[FieldItem, ...] = Field(min_length=1)
    asked_as: AskedAs = ()

    @property
    @override
    def caption(self) -> str:
        return self.items[0].text

    @override
    def texts(self) -> Iterable[str]:
        return (item.text for item in self.items)


class Interview(SourcedEntry):
    """One question of the interview and what the answer adds to the profile."""

    type = "interview"
    type_label = "ヒアリング"

    topic: Number = Field(ge=1, le=len(TOPICS), description="問いの番号")
    text: Text | None
    note: Text | None
    tags: Tags = ()

    @field_validator("note")
    @classmethod
    def _says_why(cls, note: str | None, info: ValidationInfo) -> str | None:
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


class Discrepancy(Model):
    """Where the source contradicts itself, at the field that it concerns."""

    field: NotedField
    text: Text
    source: Sources = ()


class Municipality(WithTitle, NumberedEntry, LinkedEntry):
    """An anonymous case profile."""

    type = "municipality"
    type_label = "自治体事例"
    unlike = ("title", "number")

    title: Text = Field(description="体制の特徴が分かる題（編集部による）")
    size: Annotated[Size, labelled(SIZES)]
    area: Annotated[Area, labelled(AREAS)]
    programme: Annotated[Programme, labelled(PROGRAMMES)]
    window: Text = Field(description="窓口（一覧表のまま）")
    window_type: Annotated[WindowType, labelled(WINDOW_TYPES)]
    handling: Annotated[Handling, labelled(HANDLINGS)]
    promotion: Text = Field(description="ひきこもり支援推進事業（プロフィールの記載）")
    multilayer: Multilayer
    tags: Tags = Field(min_length=1)
    consultations: Consultations
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
    interview: tuple[Interview, ...] = Field(min_length=len(TOPICS), max_length=len(TOPICS))
    notes: tuple[Discrepancy, ...]

    @override
    def texts(self) -> Iterable[str]:
        return (*self.consultations.texts(), *(note.text for note in self.notes))

    def choice(self, key: str) -> str:
        """The value of one of the `CHOICES` by its key."""
        value: str | Multilayer = getattr(self, key)
        return value.status if isinstance(value, Multilayer) else value

    def chosen(self, key: str) -> str:
        """The name of the value of one of the `CHOICES`."""
        return CHOICES[key].values[self.choice(key)]

    def field(self, key: str) -> ProfileField:
        """A field of the profile by its key in `FIELD_LABELS`."""
        found: ProfileField = getattr(self, key)
        return found

    def label_of(self, field: ProfileField) -> str:
        """The label of one of this municipality's own fields, whatever the field's id."""
        return next(label for key, label in FIELD_LABELS.items() if self.field(key) is field)
