"""The environment variables of a build, read and checked in one place."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Annotated

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

_ADDRESS = r"https?://[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*(:[0-9]{1,5})?(/[A-Za-z0-9._~%-]+)*/?"
_MAIL = r"[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+"
_ZIP = r"\S+\.zip"
_LAST_SECOND = 4_102_444_799  # of the year 2099


def _matching(pattern: str) -> Callable[[str], str]:
    def validate(value: str) -> str:
        if value and not re.fullmatch(pattern, value, re.ASCII):
            raise ValueError(pattern)
        return value

    return validate


class Environment(BaseModel):
    """What environment variables say of a build; a variable that is empty is not set."""

    model_config = ConfigDict(frozen=True)

    site_url: Annotated[str, AfterValidator(_matching(_ADDRESS))] = Field(
        default="",
        alias="SITE_URL",
        description="公開するサイトのアドレス（http:// か https:// で始まり、? や # のないもの）",
        examples=["https://example.org/hintbook/"],
    )
    repo_url: Annotated[str, AfterValidator(_matching(_ADDRESS))] = Field(
        default="",
        alias="REPO_URL",
        description="リポジトリのアドレス（http:// か https:// で始まり、? や # のないもの）",
        examples=["https://github.com/example/hintbook"],
    )
    contact: Annotated[str, AfterValidator(_matching(_MAIL))] = Field(
        default="",
        alias="CONTACT",
        description="編集部のメールアドレス（名前を付けず、アドレスだけ）",
        examples=["editors@example.org"],
    )
    offline: Annotated[str, AfterValidator(_matching(_ZIP))] = Field(
        default="",
        alias="OFFLINE",
        description="make offline が作った zip の、プロジェクトからのパス",
        examples=["dist/hintbook.zip"],
    )
    source_date_epoch: Annotated[int | None, BeforeValidator(lambda value: value or None)] = Field(
        default=None,
        ge=0,
        le=_LAST_SECOND,
        alias="SOURCE_DATE_EPOCH",
        description="サイトの日付を決める、1970年からの秒数",
        examples=["1767225600"],
    )


class EnvironmentVariableError(ValueError):
    """Environment variables with values that cannot be; a line for each, in Japanese."""


def read_environment(variables: Mapping[str, str]) -> Environment:
    """Return the checked environment; raises `EnvironmentVariableError`."""
    try:
        return Environment.model_validate({**variables})
    except ValidationError as found:
        wrong = {str(error["loc"][0]) for error in found.errors()}
    raise EnvironmentVariableError(
        "\n".join(
            f"環境変数 {field.alias} の値 {variables[field.alias]!r} は、{field.description}では"
            f"ありません。例: {field.alias}={field.examples[0]}"
            for field in Environment.model_fields.values()
            if field.alias in wrong and field.examples
        )
    )
