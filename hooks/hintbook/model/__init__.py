"""The entry types and the content files that hold them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from .base import Entry, LinkedEntry, Model, NumberedEntry, Ref, SourcedEntry, SourceRef
from .guide import (
    Box,
    ChecklistPart,
    CommonPoint,
    Concept,
    Difficulty,
    DifficultyGroup,
    Goal,
    Method,
    MethodKind,
    Point,
    Step,
    Steps,
    Subpoint,
    Tool,
)
from .municipality import (
    CHOICES,
    FIELD_LABELS,
    FIELDS,
    TOPICS,
    Interview,
    Municipality,
    ProfileField,
)
from .practice import Practice
from .redirect import Redirect, Retired
from .scene import Example, Hint, HintGroup, Question, Scene, Suggestion
from .source import Passage, Source
from .story import Story, StoryItem, StoryPart
from .survey import Survey, SurveyData, SurveyTable
from .topic import Section, Topic
from .vocabulary import FACETS, Facet, SynonymGroup, Tag, Term

__all__ = [
    "CHOICES",
    "FACETS",
    "FIELDS",
    "FIELD_LABELS",
    "FILES",
    "TOPICS",
    "Box",
    "ChecklistPart",
    "CommonPoint",
    "Concept",
    "Difficulty",
    "DifficultyGroup",
    "Entry",
    "Example",
    "Facet",
    "FileKind",
    "Goal",
    "Hint",
    "HintGroup",
    "Interview",
    "LinkedEntry",
    "Method",
    "MethodKind",
    "Model",
    "Municipality",
    "NumberedEntry",
    "Passage",
    "Point",
    "Practice",
    "ProfileField",
    "Question",
    "Redirect",
    "Ref",
    "Retired",
    "Scene",
    "Section",
    "Source",
    "SourceRef",
    "SourcedEntry",
    "Step",
    "Steps",
    "Story",
    "StoryItem",
    "StoryPart",
    "Subpoint",
    "Suggestion",
    "Survey",
    "SurveyData",
    "SurveyTable",
    "SynonymGroup",
    "Tag",
    "Term",
    "Tool",
    "Topic",
]


@dataclass(frozen=True)
class FileKind:
    """Where files of one kind lie under content/ and what they hold."""

    pattern: str
    holds: Any
    named_by_id: bool = False

    @property
    def name(self) -> str:
        """The name of the kind, which its JSON Schema goes by: practices, guide-goals, tags."""
        return self.pattern.partition(".")[0].removesuffix("/*").replace("/", "-")


FILES: tuple[FileKind, ...] = (
    FileKind("sources/*.yml", Source, named_by_id=True),
    FileKind("tags.yml", tuple[Tag, ...]),
    FileKind("terms.yml", tuple[Term, ...]),
    FileKind("synonyms.yml", tuple[SynonymGroup, ...]),
    FileKind("redirects.yml", tuple[Redirect, ...]),
    FileKind("retired.yml", tuple[Retired, ...]),
    FileKind("scenes/*.yml", Scene, named_by_id=True),
    FileKind("practices/*.yml", Practice, named_by_id=True),
    FileKind("stories/*.yml", Story, named_by_id=True),
    FileKind("topics/*.yml", Topic, named_by_id=True),
    FileKind("municipalities/*.yml", Municipality, named_by_id=True),
    FileKind("survey/*.yml", Survey, named_by_id=True),
    FileKind("survey/data/*.csv", SurveyData),
    FileKind("guide/goals/*.yml", Goal, named_by_id=True),
    FileKind("guide/difficulties.yml", tuple[DifficultyGroup, ...]),
    FileKind("guide/methods.yml", tuple[MethodKind, ...]),
    FileKind("guide/concepts.yml", tuple[Concept, ...]),
    FileKind("guide/steps.yml", Steps),
    FileKind("guide/checklist.yml", tuple[ChecklistPart, ...]),
)
