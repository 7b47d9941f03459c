"""Steps: the way through the guide, with its common points and tools."""

from __future__ import annotations

from pydantic import Field
from typing_extensions import override

from hintbook.model.base.entry import (
    Context,
    LinkedEntry,
    Model,
    NumberedEntry,
    SourcedEntry,
)
from hintbook.model.base.fields import (
    AskedAs,
)
from hintbook.model.base.location import SharedPage
from hintbook.model.guide.common import Titled


class Step(Titled, NumberedEntry, SourcedEntry):
    """A step of supporting supporters."""

    type = "step"
    type_label = "支援者支援のステップ"
    location = SharedPage("guide/")

    asked_as: AskedAs = ()

    @override
    def full_name(self, _context: Context, /) -> str:
        return f"ステップ{self.number}「{self.title}」"


class CommonPoint(Titled, LinkedEntry):
    """What holds for every measure."""

    type = "common-point"
    type_label = "共通するポイント"
    location = SharedPage("guide/")


class Tool(Titled, SourcedEntry):
    """A tool that the guide offers."""

    type = "tool"
    type_label = "お役立ちツール"
    location = SharedPage("guide/")

    asked_as: AskedAs = ()


class StepsFile(Model):
    """The content of steps.yml: the steps, what all of them share, and the tools."""

    steps: tuple[Step, ...] = Field(min_length=1, description="進め方")
    common_points: tuple[CommonPoint, ...] = Field(description="共通するポイント")
    tools: tuple[Tool, ...] = Field(description="お役立ちツール")
