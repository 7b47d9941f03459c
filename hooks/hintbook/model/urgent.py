"""What the site says when a life is in danger: the editors' notice, contacts, words that call it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Annotated, ClassVar, Self, TypeAlias

from pydantic import AfterValidator, Field, model_validator
from pydantic_core import PydanticCustomError

from hintbook.model.base.entry import Model
from hintbook.model.base.fields import Date, Line, Phrases, Related, Text, Unique, is_older
from hintbook.model.base.schema_extra import CODES, Ref, SchemaExtra

if TYPE_CHECKING:
    import datetime

# As it is dialled, in groups: 119, #8008, 0120-279-338.
_NUMBER = r"#?[0-9]{2,5}(-[0-9]{2,5}){0,3}"
_WEB_ADDRESS = r"https://[a-z0-9-]+(\.[a-z0-9-]+)+(/[!-~]*)?"


def _phone_number(value: str) -> str:
    if not re.fullmatch(_NUMBER, value):
        raise PydanticCustomError("bad-phone-number", "malformed", {"value": value})
    return value


def _web_address(value: str) -> str:
    if not re.fullmatch(_WEB_ADDRESS, value):
        raise PydanticCustomError("bad-web-address", "malformed", {"value": value})
    return value


PhoneNumber: TypeAlias = Annotated[
    str,
    AfterValidator(_phone_number),
    SchemaExtra({"pattern": f"^{_NUMBER}$", CODES: {"pattern": "bad-phone-number"}}),
]
WebAddress: TypeAlias = Annotated[
    str,
    AfterValidator(_web_address),
    SchemaExtra({"pattern": f"^{_WEB_ADDRESS}$", CODES: {"pattern": "bad-web-address"}}),
]


class Contact(Model):
    """Whom to call, or where to read on."""

    CHECK_MONTHS: ClassVar[int] = 6

    name: Line = Field(description="窓口の名前")
    number: PhoneNumber | None = Field(
        default=None, description='電話番号。引用符で囲む。例: "0120-279-338"'
    )
    address: WebAddress | None = Field(
        default=None, description="窓口のページのアドレス。https:// から"
    )
    for_whom: Line = Field(
        alias="for", description="どんなときに、だれが使うか。受付時間は書かない"
    )
    checked: Date | None = Field(
        description="番号とアドレスを、窓口の公表している情報で確かめた日。まだなら null"
    )

    @model_validator(mode="after")
    def _can_be_reached(self) -> Self:
        if self.number is None and self.address is None:
            raise PydanticCustomError("missing-key", "no way to reach it", {"key": "number"})
        return self

    @property
    def dialled(self) -> str:
        """The number as a link to it holds it."""
        return (self.number or "").replace("-", "").replace("#", "%23")

    def is_unchecked(self, today: datetime.date) -> bool:
        """Return whether nobody has checked the contact for `CHECK_MONTHS`, to the day."""
        return self.checked is None or is_older(self.checked, self.CHECK_MONTHS, today)


class Urgent(Model):
    """The content of urgent.yml."""

    notice: Text = Field(
        description="だれが、いま何をするか。1つめの段落の後に、先頭の 2 つの連絡先が出ます"
    )
    contacts: tuple[Contact, ...] = Field(
        min_length=1,
        description="連絡先。使う順に。先頭の 2 つは、検索結果の上の知らせにも出ます",
    )
    related: Related = Field(
        default=(), description="合わせて読める項目の id。このページから案内します"
    )
    related_note: Text | None = Field(
        default=None, description="related の前に置く言葉。何が書かれていて、何が書かれていないか"
    )
    scenes: Unique[tuple[Annotated[str, Ref("scene")], ...]] = Field(
        default=(), description="ページにこの知らせへの案内を出す場面の id"
    )
    words: Phrases = Field(
        min_length=1,
        description="検索でこの知らせを出す言葉。文の中にあっても出ます。かな・カナ・半角・全角、"
        "長音と空白の違いは問いません。カタカナとローマ字の言葉は、長い語の一部なら数えません",
    )
    harmless: Phrases = Field(
        default=(),
        description="words の言葉を含んでいても、この知らせを出さない言葉（「必死」など）",
    )
