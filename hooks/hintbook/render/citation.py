"""How an entry is quoted: what it is, where it stands here, what it restates."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hintbook.model import (
    TOPICS,
    Box,
    Difficulty,
    Example,
    Goal,
    Hint,
    HintGroup,
    Interview,
    Municipality,
    Point,
    Practice,
    ProfileField,
    Question,
    Scene,
    Section,
    Step,
    Story,
    StoryItem,
    StoryPart,
    Subpoint,
    Suggestion,
    Survey,
    SurveyTable,
    Topic,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hintbook.library import Library
    from hintbook.model import Entry, Source, SourceRef

URL_SLOT = "{url}"


def name(library: Library, entry: Entry) -> str:
    """What an entry is called where it stands alone, such as 場面1・ヒント5「…」."""
    parent = library.parent(entry)
    match entry, parent:
        case Hint(), HintGroup():
            scene = _scene(library, entry)
            return f"場面{scene.number}・ヒント{_place(scene.hints, entry)}「{parent.heading}」"
        case Suggestion(), Scene():
            number = _place(parent.suggestions, entry)
            return f"場面{parent.number}・委員からの助言{number}"
        case Example(), Scene():
            return f"場面{parent.number}・具体例{_place(parent.examples, entry)}"
        case Question(), Scene():
            return f"場面{parent.number}・編集部による問い{_place(parent.discussion, entry)}"
        case HintGroup(), Scene():
            return f"場面{parent.number}「{entry.heading}」"
        case Scene(), _:
            return f"場面{entry.number}「{entry.title}」"
        case Story(), _:
            return f"歩みの例{entry.number}「{entry.title}」"
        case StoryPart(), Story():
            return f"歩みの例{parent.number}「{entry.heading}」"
        case StoryItem(), StoryPart():
            return f"{name(library, parent)}の{_place(parent.items, entry)}"
        case Section(), Topic():
            return f"{parent.title}「{entry.heading}」"
        case Goal(), _:
            return f"目標{entry.letter}「{entry.title}」"
        case Point(), Goal():
            return f"目標{parent.letter}・ポイント「{entry.heading}」"
        case Subpoint(), Point():
            return f"{name(library, parent)}の補足{_place(parent.subpoints, entry)}"
        case Difficulty(), _:
            return f"困難さ{circled(entry.number)}「{entry.title}」"
        case Step(), _:
            return f"ステップ{entry.number}「{entry.title}」"
        case Box(), _:
            return f"チェックリスト「{entry.label}」"
        case Survey(), _:
            return f"調査・問{entry.number}「{entry.title}」"
        case SurveyTable(), Survey():
            return f"調査・問{parent.number}「{parent.title}」の表（{entry.title}）"
        case Municipality(), _:
            return f"自治体{entry.number}「{entry.title}」"
        case ProfileField(), Municipality():
            return f"自治体{parent.number}・{parent.label_of(entry)}"
        case Interview(), Municipality():
            return f"自治体{parent.number}・ヒアリング「{TOPICS[entry.topic]}」"
    return entry.caption


def circled(number: int) -> str:
    """①–⑳; there are no more of them in a row."""
    return chr(ord("①") + number - 1) if number <= 20 else f"({number})"


def citation(library: Library, entry: Entry, site_name: str) -> str:
    """One line of text with a slot for the address: title, id, site, URL, document, date, passage."""
    parts = [f"{name(library, entry)}（{entry.id}）", f"『{site_name}』", URL_SLOT]
    if originals := "／".join(originals_of(library, entry)):
        parts.append(f"原資料: {originals}")
    return "、".join(parts)


def originals_of(library: Library, entry: Entry) -> list[str]:
    """What an entry restates, as quoted.

    A page that has its sources in its sections is quoted with their documents only.
    """
    own = [original(*reference) for reference in library.sources(entry)]
    if isinstance(entry, Practice) and entry.origin:
        own.append(entry.origin)
    if own:
        return own
    return [titled(source) for source in documents_of(library, entry)]


def documents_of(library: Library, entry: Entry) -> list[Source]:
    """The documents that an entry restates: its own, else those of what stands inside it."""
    own = library.sources(entry) or [
        reference for part in library.parts(entry) for reference in library.sources(part)
    ]
    return list({source.id: source for source, _ in own}.values())


def titled(source: Source) -> str:
    """A source document with its date."""
    published = source.published or "発行年月の記載なし"
    return f"『{source.title}』（{published}）"


def document(source: Source) -> str:
    """A source document as a list of sources names it."""
    return f"{titled(source)}{f'、{source.publisher}' if source.publisher else ''}"


def original(source: Source, reference: SourceRef) -> str:
    """The source document as quoted: title, date, passages."""
    return titled(source) + "、".join(source.labels[at] for at in reference.at)


def _place(siblings: Sequence[Entry], entry: Entry) -> int:
    return [sibling.id for sibling in siblings].index(entry.id) + 1


def _scene(library: Library, entry: Entry) -> Scene:
    around = library.parent(entry)
    while around is not None and not isinstance(around, Scene):
        around = library.parent(around)
    if around is None:
        raise LookupError(f"{entry.id} stands in no scene")
    return around
