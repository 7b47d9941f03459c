"""A practice: something an organisation does.  The type that editors add."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Literal, NamedTuple, TypeAlias

from pydantic import ConfigDict, Field, ValidationInfo, field_validator
from pydantic_core import PydanticCustomError
from typing_extensions import override

from hintbook.errors import nearest

from .base import (
    ASKED_AS,
    Date,
    Goals,
    Id,
    LinkedEntry,
    Methods,
    Model,
    Phrase,
    Ref,
    Sources,
    Tags,
    Text,
    Unrepeated,
    WithTitle,
    labelled,
)
from .wording import PLACE

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterable

Aspect: TypeAlias = Literal["hard", "soft"]
Implementer: TypeAlias = Literal[
    "prefecture",
    "designated-city",
    "municipality",
    "centre",
    "social-welfare-council",
    "npo",
    "state",
]
Disclosure: TypeAlias = Literal["published", "consented", "anonymised"]

ASPECTS: dict[str, str] = {
    "hard": "体制・メニュー・財源（ハード面）",
    "soft": "大切にしていること・人材（ソフト面）",
}
IMPLEMENTERS: dict[str, str] = {
    "prefecture": "都道府県",
    "designated-city": "政令指定都市",
    "municipality": "市区町村",
    "centre": "ひきこもり地域支援センター",
    "social-welfare-council": "社会福祉協議会",
    "npo": "NPO法人",
    "state": "国",
}
DISCLOSURES: dict[str, str] = {
    "published": "公表資料による",
    "consented": "許諾を得て掲載",
    "anonymised": "匿名にして掲載",
}


class Category(NamedTuple):
    """A category of the hint collection, on one of its two sides."""

    aspect: Aspect
    label: str


CATEGORIES: dict[str, Category] = {
    "email-sns": Category("hard", "EメールやSNS相談"),
    "visit-accompany": Category("hard", "訪問や同行の支援"),
    "ibasho-groups": Category("hard", "居場所づくり・当事者グループや家族グループにかかる取組"),
    "expert-team": Category("hard", "多様な職種や専門性に基づく支援のための体制づくり"),
    "training-supporters": Category("hard", "支援者等の育成・支援"),
    "network": Category("hard", "地域の連携体制やネットワークを生かした支援"),
    "public-information": Category("hard", "広報・情報発信"),
    "person-centred": Category("soft", "本人を中心にした支援や伴走型支援"),
    "family-approach": Category("soft", "家族へのアプローチに重点を置いた支援"),
    "empowerment": Category(
        "soft", "支援者のエンパワメント、職場内サポート、事例検討・スーパーバイズなど"
    ),
    "peer-supporters": Category("soft", "ピアサポーターの活用"),
    "manuals-checklists": Category("soft", "マニュアルやチェックリストの活用"),
    "handover-sharing": Category("soft", "引継ぎや情報共有"),
}

_CATEGORY = labelled(
    {key: category.label for key, category in CATEGORIES.items()}, enum="unknown-category"
)


class ImplementedBy(Model):
    """Who does it; null where the source does not say."""

    kind: Annotated[Implementer, labelled(IMPLEMENTERS)] | None = Field(
        description="どんな主体か。資料から分からなければ null"
    )
    name: Phrase | None = Field(description="公表されている名前。分からなければ null")
    municipality: Annotated[Id, Ref("municipality")] | None = Field(
        description="匿名の自治体事例の id。なければ null"
    )


# What is checked of a practice beyond its shape, as data for the form.
RULES: tuple[dict[str, Any], ...] = (
    {
        "code": "category-aspect",
        "key": "category",
        "other": "aspect",
        "needs": {key: category.aspect for key, category in CATEGORIES.items()},
    },
    {"code": "missing-key", "key": "source", "other": "origin"},
    {"code": "reviewed-before-added", "key": "reviewed", "other": "added"},
    *(
        {"code": "named-place", "key": key, "other": "implemented_by", "pattern": PLACE.pattern}
        for key in ("title", "summary", "implemented_by", "asked_as", "origin")
    ),
)


class Practice(WithTitle, LinkedEntry):
    """Something an organisation does, told by a source of this site or by another origin."""

    model_config = ConfigDict(
        json_schema_extra={"anyOf": [{"required": ["source"]}, {"required": ["origin"]}]}
    )

    type = "practice"
    type_label = "実践例"
    unlike = ("title",)
    # After so many months without a review, readers are told to check for themselves.
    REVIEW_MONTHS: ClassVar[int] = 18

    id: Id = Field(description="項目の id。ファイル名と同じ。公開したら変えません")
    title: Text = Field(description="何をしているかが分かる題")
    summary: Text = Field(description="何を、だれが、どのくらい、どんな効果で。1～4 文")
    aspect: Annotated[Aspect, labelled(ASPECTS)] | None = Field(
        description="ヒント集の取組がハード面かソフト面か。ほかは null"
    )
    category: Annotated[Id, _CATEGORY] | None = Field(
        description="ヒント集の 13 の分類。ほかは null"
    )
    goals: Goals = Field(description="ガイドの目標 A～F のうち、原資料が示すもの")
    methods: Methods = Field(description="ガイドの手法のうち、原資料が示すもの")
    implemented_by: ImplementedBy = Field(description="だれが行っているか")
    tags: Tags = Field(min_length=1, max_length=6, description="タグの id。1～6 つ")
    asked_as: Unrepeated[tuple[Phrase, ...]] = Field(
        min_length=1, max_length=3, description=ASKED_AS
    )
    disclosure: Annotated[Disclosure, labelled(DISCLOSURES)] = Field(
        description="公表資料 / 許諾済み / 匿名化済み"
    )
    source: Sources = Field(default=(), min_length=1)
    added: Date = Field(description="加えた日")
    reviewed: Date = Field(description="内容を確かめた日")
    origin: Phrase | None = Field(
        default=None,
        validate_default=True,
        description="このサイトの出典にない取組の、もとになるもの（公表資料の題・発行者・年、報告した団体など）",
    )

    @override
    def texts(self) -> Iterable[str]:
        return (self.summary,)

    def is_stale(self, today: datetime.date) -> bool:
        """Whether the last review is longer ago than `REVIEW_MONTHS`, to the day."""
        month = self.reviewed.month - 1 + self.REVIEW_MONTHS
        due = (self.reviewed.year + month // 12, month % 12 + 1, self.reviewed.day)
        return due < (today.year, today.month, today.day)

    @field_validator("category")
    @classmethod
    def _of_its_aspect(cls, category: str | None, info: ValidationInfo) -> str | None:
        if category is None:
            return None
        if category not in CATEGORIES:
            context = {
                "value": category,
                "nearest": nearest(category, CATEGORIES),
                "allowed": "、".join(CATEGORIES),
            }
            raise PydanticCustomError("unknown-category", "unknown", context)
        aspect = CATEGORIES[category].aspect
        if aspect != info.data.get("aspect"):
            context = {"value": category, "aspect": aspect}
            raise PydanticCustomError("category-aspect", "aspect", context)
        return category

    @field_validator("origin")
    @classmethod
    def _from_somewhere(cls, origin: str | None, info: ValidationInfo) -> str | None:
        if origin is None and info.data.get("source") == ():
            raise PydanticCustomError("missing-key", "missing", {"key": "source"})
        return origin

    @field_validator("reviewed")
    @classmethod
    def _after_added(cls, reviewed: datetime.date, info: ValidationInfo) -> datetime.date:
        added = info.data.get("added")
        if added and reviewed < added:
            raise PydanticCustomError(
                "reviewed-before-added", "order", {"value": str(reviewed), "added": str(added)}
            )
        return reviewed
