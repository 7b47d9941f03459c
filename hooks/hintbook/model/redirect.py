"""A redirect: an address that was published once, and where its content stands now."""

from __future__ import annotations

import re
from typing import Annotated, TypeAlias

from pydantic import AfterValidator, ConfigDict, Field
from pydantic_core import PydanticCustomError

from .base import Model

# "" is the home page; a page ends in a slash; an anchor may follow.
_PATH = re.compile(r"([a-z0-9]+(-[a-z0-9]+)*/)*(#[a-z0-9]+(-[a-z0-9]+)*)?")


def _path(value: str) -> str:
    if not _PATH.fullmatch(value):
        raise PydanticCustomError("malformed-address", "malformed", {"value": value})
    return value


Path: TypeAlias = Annotated[str, AfterValidator(_path)]


class Redirect(Model):
    """One address that has moved."""

    model_config = ConfigDict(populate_by_name=True)

    old: Path = Field(
        alias="from", min_length=1, description="以前のアドレス。例: scenes/9/#s9-h01"
    )
    new: Path = Field(alias="to", description="いまのアドレス。例: scenes/1/#s1-h01")
