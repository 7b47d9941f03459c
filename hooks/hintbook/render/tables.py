"""The tables of entries that open in a spreadsheet: a row an entry, words as readers see them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from hintbook.model import CHOICES, FIELD_LABELS, Hint, HintGroup, Municipality, Practice, Term
from hintbook.model.practice import ASPECTS, CATEGORIES, DISCLOSURES, IMPLEMENTERS

from . import citation
from .spreadsheet import spreadsheet

if TYPE_CHECKING:
    from collections.abc import Callable

    from hintbook.model import Entry

    from .site import Site

_BETWEEN = "；"


@dataclass(frozen=True)
class Table:
    """All entries of a type; `cells` gives an entry's own columns by their heads."""

    label: str
    holds: type[Entry]
    cells: Callable[[Site, Any], dict[str, object]]

    def data(self, site: Site) -> bytes:
        """The table as CSV, empty when the content has no such entry."""
        rows = [
            {"id": entry.id}
            | self.cells(site, entry)
            | {
                "タグ": _BETWEEN.join(tag.label for tag in site.library.tags(entry)),
                "出典": _BETWEEN.join(citation.originals_of(site.library, entry)),
                "アドレス": site.permanent_url(entry),
            }
            for entry in site.library.all(self.holds)
        ]
        return spreadsheet([list(row) for row in rows[:1]] + [list(row.values()) for row in rows])


def _practice(site: Site, practice: Practice) -> dict[str, object]:
    by = practice.implemented_by
    category = CATEGORIES.get(practice.category or "")
    methods = (site.library[method].caption for method in practice.methods)
    return {
        "題": practice.title,
        "内容": practice.summary,
        "側面": ASPECTS.get(practice.aspect or "", ""),
        "分類": category.label if category else "",
        "目標": _BETWEEN.join(practice.goals),
        "手法": _BETWEEN.join(methods),
        "主体の種類": IMPLEMENTERS.get(by.kind or "", ""),
        "主体の名前": by.name or "",
        "自治体事例": by.municipality or "",
        "こんなときに": _BETWEEN.join(practice.asked_as),
        "公開の根拠": DISCLOSURES[practice.disclosure],
        "加えた日": practice.added.isoformat(),
        "確かめた日": practice.reviewed.isoformat(),
    }


def _hint(site: Site, hint: Hint) -> dict[str, object]:
    group = site.library.parent(hint)
    scene = site.library.parent(group) if group else None
    return {
        "場面": scene.caption if scene else "",
        "見出し": group.heading if isinstance(group, HintGroup) else "",
        "ヒント": hint.text,
        "こんなときに": _BETWEEN.join(hint.asked_as),
    }


def _municipality(_: Site, municipality: Municipality) -> dict[str, object]:
    counted = municipality.consultations
    row: dict[str, object] = {"番号": municipality.number, "題": municipality.title}
    for key, choice in CHOICES.items():
        if key == "window_type":  # its words as printed stand beside it
            row["窓口"] = municipality.window
        row[choice.label] = municipality.chosen(key)
    # Counts differ in period and unit: their note stands beside them.
    row |= {
        "重層事業の開始": municipality.multilayer.since or "",
        "相談件数": "" if counted.count is None else counted.count,
        "件数の単位": counted.unit or "",
        "件数の期間": counted.period or "",
        "件数の注": counted.note or "",
    }
    for key, label in FIELD_LABELS.items():
        row[label] = "\n".join(municipality.field(key).texts())
    return row


def _term(_: Site, term: Term) -> dict[str, object]:
    return {
        "見出し語": term.term,
        "読み": term.reading,
        "別の言い方": _BETWEEN.join(term.aliases),
        "説明": term.definition,
    }


TABLES: dict[str, Table] = {
    "practices": Table("実践例", Practice, _practice),
    "hints": Table("支援のヒント", Hint, _hint),
    "municipalities": Table("自治体事例", Municipality, _municipality),
    "terms": Table("用語", Term, _term),
}
