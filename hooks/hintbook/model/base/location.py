"""Where the entries of a type appear: on pages of their own, on a shared one, on their parent's."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple, TypeAlias


class OwnPage(NamedTuple):
    """Each entry has a page; `path` returns its path, such as "scenes/1"."""

    path: Callable[[Any], str]


class SharedPage(NamedTuple):
    """All entries of the type have an anchor on the page at `path`."""

    path: str


class ParentPage(NamedTuple):
    """An entry has an anchor on its parent's page, or on the page `subpage` below it."""

    subpage: str = ""


Location: TypeAlias = OwnPage | SharedPage | ParentPage
