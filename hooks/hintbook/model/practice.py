"""Practices: what organisations do.  The type that editors add most."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, ClassVar, NamedTuple, TypeAlias

from pydantic import AfterValidator, Field
from pydantic_core import PydanticCustomError
from typing_extensions import override

from hintbook.errors import did_you_mean
from hintbook.model.base.entry import (
    Column,
    Context,
    Export,
    LinkedEntry,
    Model,
    ModelWithRules,
    Sources,
    WithTitle,
)
from hintbook.model.base.fields import (
    ASKED_AS_DESCRIPTION,
    Date,
    Goals,
    Id,
    Line,
    Methods,
    Phrase,
    Tags,
    Text,
    Unique,
    is_older,
)
from hintbook.model.base.location import OwnPage
from hintbook.model.base.rules import AnyOf, NoPlaceNames, NotBefore, ValueNeeds
from hintbook.model.base.schema_extra import ASK, CODES, OneOf, Ref, SchemaExtra, enumeration

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterable


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
    "published": "公表資料",
    "consented": "許諾済み",
    "anonymised": "匿名化済み",
}


class Category(NamedTuple):
    """A category of the hint collection with the aspect that it belongs to.

    attitude: whether its practices say what matters in support more than what is done
    """

    aspect: str
    label: str
    attitude: bool = False


CATEGORIES: dict[str, Category] = {
    "email-sns": Category("hard", "EメールやSNS相談"),
    "visit-accompany": Category("hard", "訪問や同行の支援"),
    "ibasho-groups": Category("hard", "居場所づくり・当事者グループや家族グループにかかる取組"),
    "expert-team": Category("hard", "多様な職種や専門性に基づく支援のための体制づくり"),
    "training-supporters": Category("hard", "支援者等の育成・支援"),
    "network": Category("hard", "地域の連携体制やネットワークを生かした支援"),
    "public-information": Category("hard", "広報・情報発信"),
    "person-centred": Category("soft", "本人を中心にした支援や伴走型支援", attitude=True),
    "family-approach": Category("soft", "家族へのアプローチに重点を置いた支援", attitude=True),
    "empowerment": Category(
        "soft", "支援者のエンパワメント、職場内サポート、事例検討・スーパーバイズなど"
    ),
    "peer-supporters": Category("soft", "ピアサポーターの活用"),
    "manuals-checklists": Category("soft", "マニュアルやチェックリストの活用"),
    "handover-sharing": Category("soft", "引継ぎや情報共有"),
}

CATEGORY_LABELS = {key: category.label for key, category in CATEGORIES.items()}


def _known_category(value: str) -> str:
    if value not in CATEGORIES:
        context = {
            "value": value,
            "nearest": did_you_mean(value, CATEGORIES),
            "allowed": "、".join(CATEGORIES),
        }
        raise PydanticCustomError("unknown-category", "unknown", context)
    return value


CategoryId: TypeAlias = Annotated[
    Id,
    AfterValidator(_known_category),
    SchemaExtra({**enumeration(CATEGORY_LABELS), CODES: {"enum": "unknown-category"}}),
]


class ImplementedBy(Model):
    """Who does it; null where the source does not say."""

    kind: Annotated[str, OneOf(IMPLEMENTERS)] | None = Field(
        description="どんな主体か。資料から分からなければ null"
    )
    name: Phrase | None = Field(description="公表されている名前。分からなければ null")
    municipality: Annotated[str, Ref("municipality")] | None = Field(
        description="匿名の自治体事例の id。なければ null"
    )


_EXPORT = Export(
    "practices",
    (
        Column("題", lambda practice, _: practice.title),
        Column("内容", lambda practice, _: practice.summary),
        Column("側面", lambda practice, _: ASPECTS.get(practice.aspect or "")),
        Column("分類", lambda practice, _: CATEGORY_LABELS.get(practice.category or "")),
        Column("目標", lambda practice, _: practice.goals),
        Column("手法", lambda practice, context: [context[m].caption for m in practice.methods]),
        Column(
            "主体の種類", lambda practice, _: IMPLEMENTERS.get(practice.implemented_by.kind or "")
        ),
        Column("主体の名前", lambda practice, _: practice.implemented_by.name),
        Column("自治体事例", lambda practice, _: practice.implemented_by.municipality),
        Column("こんなときに", lambda practice, _: practice.asked_as),
        Column("公開の根拠", lambda practice, _: DISCLOSURES[practice.disclosure]),
        Column("加えた日", lambda practice, _: practice.added.isoformat()),
        Column("確かめた日", lambda practice, _: practice.reviewed.isoformat()),
    ),
)


class Practice(WithTitle, LinkedEntry, ModelWithRules):
    """Something an organisation does, from a source document or from another origin."""

    type = "practice"
    type_label = "実践例"
    location = OwnPage(lambda practice: f"practices/{practice.id}")
    unique_fields = ("title",)
    search_weight = 1.05  # before entries that only describe, when both match equally
    export = _EXPORT
    rules = (
        ValueNeeds(
            "category",
            "aspect",
            {key: category.aspect for key, category in CATEGORIES.items()},
            "category-aspect",
        ),
        AnyOf("source", "origin", "missing-source"),
        NotBefore("reviewed", "added", "reviewed-before-added"),
        NoPlaceNames(unless_empty=("implemented_by", "municipality")),
    )
    # Months without a review after which readers are told to check for themselves.
    REVIEW_MONTHS: ClassVar[int] = 18

    id: Id = Field(
        description="項目の id。ファイル名と同じ。公開したら変えません",
        json_schema_extra={ASK: "読みを書くと作られます"},
    )
    title: Line = Field(
        description="何をしているかが分かる題", json_schema_extra={ASK: "題を書いてください"}
    )
    summary: Text = Field(
        description="何を、だれが、どのくらい、どんな効果で。1～4 文",
        json_schema_extra={ASK: "何をしているかを書いてください"},
    )
    aspect: Annotated[str, OneOf(ASPECTS)] | None = Field(
        description="ヒント集の取組がハード面かソフト面か。ほかは null"
    )
    category: CategoryId | None = Field(description="ヒント集の 13 の分類。ほかは null")
    goals: Goals = Field(description="ガイドの目標 A～F のうち、原資料が示すもの")
    methods: Methods = Field(description="ガイドの手法のうち、原資料が示すもの")
    implemented_by: ImplementedBy = Field(description="だれが行っているか")
    tags: Tags = Field(
        min_length=1,
        max_length=6,
        description="タグの id。1～6 つ",
        json_schema_extra={ASK: "1つ以上選んでください"},
    )
    asked_as: Unique[tuple[Phrase, ...]] = Field(
        min_length=1,
        max_length=3,
        description=ASKED_AS_DESCRIPTION,
        json_schema_extra={ASK: "どんなときに役立つかを、1つ以上書いてください"},
    )
    disclosure: Annotated[str, OneOf(DISCLOSURES)] = Field(
        description=f"公開してよいといえる根拠。{' / '.join(DISCLOSURES.values())}",
        json_schema_extra={ASK: "選んでください"},
    )
    source: Sources = Field(
        default=(),
        min_length=1,
        json_schema_extra={ASK: "もとになるものを書くか、このサイトの出典から選んでください"},
    )
    added: Date = Field(description="加えた日")
    reviewed: Date = Field(description="内容を確かめた日")
    origin: Phrase | None = Field(
        default=None,
        description="このサイトの出典にない取組の、もとになるもの（公表資料の題・発行者・年、報告した団体など）",
    )

    @override
    def texts(self) -> Iterable[str]:
        return (self.summary,)

    @property
    def is_attitude(self) -> bool:
        """Whether it says what matters in support (支援で大切にしていること) more than what is done."""
        return self.category is not None and CATEGORIES[self.category].attitude

    def is_stale(self, today: datetime.date) -> bool:
        """Return whether the last review is more than `REVIEW_MONTHS` ago, to the day."""
        return is_older(self.reviewed, self.REVIEW_MONTHS, today)

    @override
    def search_context(self, _context: Context, /) -> Iterable[str]:
        by = self.implemented_by
        names = (CATEGORY_LABELS.get(self.category or ""), IMPLEMENTERS.get(by.kind or ""), by.name)
        return (name for name in names if name)
