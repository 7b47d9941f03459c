"""A small project with mark-up, scripts and formulas injected into every text of its content."""

from __future__ import annotations

import csv
import zlib
from typing import TYPE_CHECKING, Any

import yaml

from hintbook.model.base.fields import MAX_SHORT_TITLE_LENGTH
from hintbook.model.survey import TOTAL
from tests.support.small_content import small_project

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

# Closes attributes and elements, runs scripts at once or on an error, holds a template expression.
PAYLOAD = (
    '"\'><img src=x onerror="window.injected=1"><script>window.injected=1</script>'
    '</script><svg onload=alert(1)>{{7*7}}</textarea>"'
)
# For fields that hold no more characters, named with the field around them.
SHORT_PAYLOAD = '"><i onload=a>"'
SHORT = {"hints.title", "suggestions.title"}
FORMULAS = ("=", "+", "-", "@", "\t", "\n", "＝", "＋", "－", "＠")
# Fields whose values must have a certain form.
FORMS = {"reading"}


def with_payload(value: Any, key: str = "") -> Any:
    """Return a value with a payload after, and the start of a formula before, every text.

    Ids, choices, dates and passages are ASCII and stay as they are.
    """
    if isinstance(value, dict):
        around = key.rpartition(".")[2]
        return {name: with_payload(inner, f"{around}.{name}") for name, inner in value.items()}
    if isinstance(value, list):
        return [with_payload(inner, key) for inner in value]
    if not isinstance(value, str) or value.isascii() or value == TOTAL:
        return value
    if key.rpartition(".")[2] in FORMS:
        return value
    start = FORMULAS[zlib.crc32(value.encode()) % len(FORMULAS)]
    if key in SHORT:
        return (start + value)[: MAX_SHORT_TITLE_LENGTH - len(SHORT_PAYLOAD)] + SHORT_PAYLOAD
    return start + value + PAYLOAD


def injected_project(folder: Path) -> Path:
    """Make a small project with the payload in its content; return its configuration file."""
    config = small_project(folder)
    for file in (folder / "content").rglob("*.yml"):
        if file.parent.name == "phrases":  # shown nowhere
            continue
        read = yaml.safe_load(file.read_text(encoding="utf-8"))
        file.write_text(
            yaml.safe_dump(with_payload(read), allow_unicode=True, sort_keys=False, width=10**6),
            encoding="utf-8",
        )
    for file in (folder / "content").rglob("*.csv"):
        rows = list(_rows(file))
        with file.open("w", encoding="utf-8", newline="") as written:
            csv.writer(written, lineterminator="\n").writerows(rows)
    return config


def _rows(file: Path) -> Iterator[list[str]]:
    with file.open(encoding="utf-8", newline="") as lines:
        for number, row in enumerate(csv.reader(lines)):
            yield row if number == 0 else [with_payload(cell) for cell in row]
