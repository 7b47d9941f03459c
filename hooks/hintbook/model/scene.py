"""Scenes: invented examples, hints of supporters in groups, suggestions of the committee.

The questions for discussion are written by the editors and have no source.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Annotated, Any

from pydantic import Field
from typing_extensions import override

from hintbook.errors import did_you_mean
from hintbook.model.base.entry import (
    Column,
    Context,
    Export,
    LinkedEntry,
    Model,
    ModelWithRules,
    NumberedEntry,
    SourcedEntry,
    WithLead,
    WithText,
    WithTitle,
    parent_of,
    position,
)
from hintbook.model.base.fields import (
    ASKED_AS_DESCRIPTION,
    Id,
    Line,
    Phrase,
    Phrases,
    ShortTitle,
    Tags,
    Text,
    Unique,
)
from hintbook.model.base.location import OwnPage, ParentPage
from hintbook.model.base.rules import Rule, Violation
from hintbook.model.base.schema_extra import Ref

# The hints that a scene's page begins with: 「まず試す3つ」.
START_HINTS = 3


class Example(WithText, SourcedEntry):
    """An invented vignette that opens a scene."""

    type = "example"
    type_label = "具体例"

    text: Text = Field(description="本文。書式なしの文")

    @override
    def full_name(self, context: Context, /) -> str:
        scene = parent_of(self, Scene, context)
        return f"場面{scene.number}・具体例{position(scene.examples, self)}"


class _SceneText(WithTitle, LinkedEntry):
    """A text of a scene that readers can act on."""

    unique_fields = ("title",)
    unique_among = "scene-text"
    search_weight = 1.05  # before entries that only describe, when both match equally

    title: ShortTitle = Field(
        description="題。学びや助言そのものを、編集部の言葉で短く（24 文字まで）"
    )
    text: Text = Field(description="本文。書式なしの文")
    tags: Tags = Field(min_length=1, max_length=4)
    asked_as: Phrases = Field(min_length=1, max_length=3, description=ASKED_AS_DESCRIPTION)

    @property
    @override
    def excerpt(self) -> str:
        return self.text

    @override
    def texts(self) -> Iterable[str]:
        return (self.text,)

    def label(self, context: Context) -> str:
        """Return what the text is called inside its scene, such as ヒント5."""
        raise NotImplementedError

    def scene(self, context: Context) -> Scene:
        """Return the scene that contains the text."""
        return parent_of(self, Scene, context)

    @override
    def short_name(self, context: Context, /) -> str:
        return f"場面{self.scene(context).number}・{self.label(context)}"

    @override
    def full_name(self, context: Context, /) -> str:
        return f"{self.short_name(context)}「{self.title}」"


class Hint(_SceneText):
    """One learning of a supporter in the field."""

    type = "hint"
    type_label = "支援のヒント"
    export = Export(
        "hints",
        (
            Column("場面", lambda hint, context: hint.scene(context).caption),
            Column("見出し", lambda hint, context: parent_of(hint, HintGroup, context).heading),
            Column("ヒント", lambda hint, _: hint.text),
            Column("こんなときに", lambda hint, _: hint.asked_as),
        ),
        last=(Column("題", lambda hint, _: hint.title),),
    )

    @override
    def scene(self, context: Context) -> Scene:
        return parent_of(parent_of(self, HintGroup, context), Scene, context)

    @override
    def label(self, context: Context) -> str:
        return f"ヒント{position(self.scene(context).hints, self)}"

    @override
    def search_names(self, context: Context, /) -> Iterable[str]:
        return (self.title, parent_of(self, HintGroup, context).heading)


class Suggestion(_SceneText):
    """Advice of the expert committee on a scene."""

    type = "suggestion"
    type_label = "委員からの助言"

    @override
    def label(self, context: Context) -> str:
        return f"助言{position(self.scene(context).suggestions, self)}"


class HintGroup(SourcedEntry):
    """Hints under one heading."""

    type = "hint-group"
    type_label = "ヒントの見出し"
    search_weight = 0.8  # below its hints, which are found by themselves

    heading: Phrase = Field(description="見出し（原資料のまま）")
    hints: tuple[Hint, ...] = Field(min_length=1, description="支援のヒント")

    @property
    @override
    def caption(self) -> str:
        return self.heading

    @override
    def full_name(self, context: Context, /) -> str:
        return f"場面{parent_of(self, Scene, context).number}「{self.heading}」"


class Question(WithText):
    """A question of the editors for a group that discusses the examples; it has no right answer."""

    type = "question"
    type_label = "話し合う問い（編集部作成）"
    location = ParentPage("training")
    search_weight = None

    text: Text = Field(description="問い。書式なしの文。正解を問わず、何に目を向けるかを問います")

    @override
    def full_name(self, context: Context, /) -> str:
        scene = parent_of(self, Scene, context)
        return f"場面{scene.number}・編集部による問い{position(scene.discussion, self)}"


class StartWith(Model):
    """What the editors would try first in a scene."""

    # The length comes before `Unique`: behind it pydantic would write it as that of a text.
    hints: Unique[
        Annotated[
            tuple[Annotated[Id, Ref("hint")], ...],
            Field(min_length=START_HINTS, max_length=START_HINTS),
        ]
    ] = Field(description=f"この場面のヒントの id を {START_HINTS} つ。すぐに試せるものから")
    practice: Annotated[Id, Ref("practice")] = Field(description="まねしやすい実践例の id")


@dataclass(frozen=True)
class _OwnHints(Rule):
    """What `start_with` names as hints must be hints of the same scene."""

    name = "own-hints"

    @override
    def violations(self, data: Mapping[str, Any]) -> Iterator[Violation]:
        own = {
            value
            for group in _mappings(data, "hint_groups")
            for hint in _mappings(group, "hints")
            if isinstance(value := hint.get("id"), str)
        }
        start = data.get("start_with")
        named = start.get("hints") if isinstance(start, Mapping) else None
        for index, value in enumerate(named if isinstance(named, list) else ()):
            if isinstance(value, str) and value not in own:
                nearest = did_you_mean(value, sorted(own))
                loc = ("start_with", "hints", index)
                yield Violation(loc, "hint-elsewhere", {"value": value, "nearest": nearest})


def _mappings(data: Mapping[str, Any], key: str) -> list[Mapping[str, Any]]:
    """Return the mappings in the list at `key`, whatever else is there."""
    found = data.get(key)
    return [part for part in found if isinstance(part, Mapping)] if isinstance(found, list) else []


class Scene(WithLead, NumberedEntry, LinkedEntry, ModelWithRules):
    """A situation that supporters often meet."""

    type = "scene"
    type_label = "場面"
    location = OwnPage(lambda scene: f"scenes/{scene.number}")
    unique_fields = ("title", "number")
    search_weight = 0.7  # below its texts, which are found by themselves
    rules = (_OwnHints(),)

    title: Line = Field(description="題")
    lead: Text = Field(description="場面を 1 文で")
    examples: tuple[Example, ...] = Field(min_length=1, description="具体例")
    hint_groups: tuple[HintGroup, ...] = Field(min_length=1, description="ヒントのまとまり")
    suggestions: tuple[Suggestion, ...] = Field(min_length=1, description="委員からの助言")
    # A choice for the page, which the open data does not describe.
    start_with: StartWith | None = Field(
        default=None,
        exclude=True,
        description="「まず試す3つ」。編集部がはじめに勧めるヒントと実践例",
    )
    discussion: tuple[Question, ...] = Field(
        default=(),
        min_length=3,
        max_length=5,
        description="研修で話し合う問いを 3～5 つ（編集部作成）",
    )

    @property
    def hints(self) -> tuple[Hint, ...]:
        """The hints of all groups in reading order."""
        return tuple(hint for group in self.hint_groups for hint in group.hints)

    @override
    def full_name(self, _context: Context, /) -> str:
        return f"場面{self.number}「{self.title}」"
