"""A scene: invented examples, hints of supporters in groups, advice of the committee.

The questions to discuss are the editors' own: no source asks them.
"""

from __future__ import annotations

from pydantic import Field
from typing_extensions import override

from .base import (
    ASKED_AS,
    LinkedEntry,
    NumberedEntry,
    Phrases,
    SourcedEntry,
    Tags,
    Text,
    WithLead,
    WithText,
)


class Example(WithText, SourcedEntry):
    """An invented vignette that opens a scene."""

    type = "example"
    type_label = "具体例"

    text: Text = Field(description="本文。書式なしの文")


class _SceneText(WithText, LinkedEntry):
    """A text of a scene that readers search for and are led to."""

    text: Text = Field(description="本文。書式なしの文")
    tags: Tags = Field(min_length=1, max_length=4)
    asked_as: Phrases = Field(min_length=1, max_length=3, description=ASKED_AS)


class Hint(_SceneText):
    """One learning of a supporter in the field."""

    type = "hint"
    type_label = "支援のヒント"


class Suggestion(_SceneText):
    """Advice of the expert committee on a scene."""

    type = "suggestion"
    type_label = "委員からの助言"


class HintGroup(SourcedEntry):
    """Hints under one heading."""

    type = "hint-group"
    type_label = "ヒントのまとまり"

    heading: Text = Field(description="見出し（原資料のまま）")
    hints: tuple[Hint, ...] = Field(min_length=1)

    @property
    @override
    def caption(self) -> str:
        return self.heading


class Question(WithText):
    """A question of the editors, for a group to discuss the examples by; it has no right answer."""

    type = "question"
    type_label = "話し合う問い（編集部作成）"
    searched = False

    text: Text = Field(description="問い。書式なしの文。正解を問わず、何に目を向けるかを問います")


class Scene(WithLead, NumberedEntry, LinkedEntry):
    """A situation that supporters often meet."""

    type = "scene"
    type_label = "場面"
    unlike = ("title", "number")

    title: Text
    lead: Text = Field(description="場面を 1、2 文で")
    examples: tuple[Example, ...] = Field(min_length=1)
    hint_groups: tuple[HintGroup, ...] = Field(min_length=1)
    suggestions: tuple[Suggestion, ...] = Field(min_length=1)
    discussion: tuple[Question, ...] = Field(
        default=(),
        min_length=3,
        max_length=5,
        description="研修で話し合う問いを 3～5 つ（編集部作成）",
    )

    @property
    def hints(self) -> tuple[Hint, ...]:
        """All hints of the scene in reading order."""
        return tuple(hint for group in self.hint_groups for hint in group.hints)
