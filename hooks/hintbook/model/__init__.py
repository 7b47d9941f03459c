"""The entry types and the content files that hold them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from hintbook.model.base.entry import (
    Entry,
    LinkedEntry,
    Model,
    NumberedEntry,
    SourcedEntry,
    SourceRef,
)
from hintbook.model.base.schema_extra import Ref
from hintbook.model.guide.checklist import Box, ChecklistPart
from hintbook.model.guide.concept import Concept
from hintbook.model.guide.difficulty import Difficulty, DifficultyGroup
from hintbook.model.guide.goal import Goal, Point, Subpoint
from hintbook.model.guide.method import Method, MethodKind
from hintbook.model.guide.step import CommonPoint, Step, StepsFile, Tool
from hintbook.model.municipality import (
    CHOICES,
    FIELD_LABELS,
    FIELDS,
    TOPICS,
    Interview,
    Municipality,
    ProfileField,
)
from hintbook.model.phrases import EntryPhrases, PhrasesById
from hintbook.model.practice import Practice
from hintbook.model.redirect import Redirect, Retired
from hintbook.model.scene import Example, Hint, HintGroup, Question, Scene, Suggestion
from hintbook.model.source import Passage, Source
from hintbook.model.story import Story, StoryItem, StoryPart
from hintbook.model.survey import Survey, SurveyData, SurveyTable
from hintbook.model.synonym import SynonymGroup
from hintbook.model.tag import TAG_FACETS, Tag
from hintbook.model.term import Term
from hintbook.model.topic import Section, Topic

__all__ = [
    "CHOICES",
    "ENTRY_TYPES",
    "FIELDS",
    "FIELD_LABELS",
    "FILES",
    "TAG_FACETS",
    "TOPICS",
    "Box",
    "ChecklistPart",
    "CommonPoint",
    "Concept",
    "Difficulty",
    "DifficultyGroup",
    "Entry",
    "EntryPhrases",
    "Example",
    "FileType",
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
    "StepsFile",
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


def _concrete_types(base: type[Entry]) -> set[type[Entry]]:
    """Return the classes derived from `base` that name a type."""
    own = {base} if "type" in vars(base) else set()
    return own.union(*map(_concrete_types, base.__subclasses__()))


@dataclass(frozen=True)
class FileType:
    """A type of content file.

    pattern: glob of its paths below content/
    root: type of the file's content: a model, or a tuple of models
    named_by_id: whether each file is named after the id of the entry that it holds
    """

    pattern: str
    root: Any
    named_by_id: bool = False

    @property
    def name(self) -> str:
        """The name of the type's JSON Schema: practices, guide-goals, tags."""
        return self.pattern.partition(".")[0].removesuffix("/*").replace("/", "-")


FILES: tuple[FileType, ...] = (
    FileType("sources/*.yml", Source, named_by_id=True),
    FileType("tags.yml", tuple[Tag, ...]),
    FileType("terms.yml", tuple[Term, ...]),
    FileType("synonyms.yml", tuple[SynonymGroup, ...]),
    FileType("phrases/*.yml", PhrasesById),
    FileType("redirects.yml", tuple[Redirect, ...]),
    FileType("retired.yml", tuple[Retired, ...]),
    FileType("scenes/*.yml", Scene, named_by_id=True),
    FileType("practices/*.yml", Practice, named_by_id=True),
    FileType("stories/*.yml", Story, named_by_id=True),
    FileType("topics/*.yml", Topic, named_by_id=True),
    FileType("municipalities/*.yml", Municipality, named_by_id=True),
    FileType("survey/*.yml", Survey, named_by_id=True),
    FileType("survey/data/*.csv", SurveyData),
    FileType("guide/goals/*.yml", Goal, named_by_id=True),
    FileType("guide/difficulties.yml", tuple[DifficultyGroup, ...]),
    FileType("guide/methods.yml", tuple[MethodKind, ...]),
    FileType("guide/concepts.yml", tuple[Concept, ...]),
    FileType("guide/steps.yml", StepsFile),
    FileType("guide/checklist.yml", tuple[ChecklistPart, ...]),
)

# Every entry type, in the order of its name.
ENTRY_TYPES: tuple[type[Entry], ...] = tuple(
    sorted(_concrete_types(Entry), key=lambda entry_type: entry_type.type)
)
