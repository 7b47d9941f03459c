"""What the slides say: of a scene, of a story, and of the guide's steps and goals."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hintbook.model import CommonPoint, Goal, Hint, Question, Scene, Step, Story, Suggestion
from hintbook.model.base.entry import position
from hintbook.model.story import VOICES as STORY_VOICES
from hintbook.render import citation
from hintbook.render.address import Address, address, href
from hintbook.render.exports.slides.fitting import Paragraph
from hintbook.render.exports.slides.topics import Code, Topic
from hintbook.render.sessions import REFLECTION
from hintbook.render.text import paragraphs
from hintbook.render.text.numerals import count
from hintbook.render.view import VOICES, View

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from hintbook.model import Entry, Point
    from hintbook.render.sessions import Stage
    from hintbook.render.site import Site

GUIDE = "guide/"
_RESTATED = (
    "本文は、原資料の内容をこのサイトの言葉で書き直したものです。"
    "引用するときは、原資料もご確認ください。"
)
# The number of the theme's colour by the type of the entry that speaks.
_ACCENTS = {"example": 2, "hint": 1, "suggestion": 3}
_STAGES: dict[str, Stage] = {"hint": "hints", "suggestion": "suggestions"}
# The label of the paragraphs of an item after its first: they begin where that one does.
_INDENTED = "\u3000"


def scene_topics(site: Site, scene: Scene) -> Iterator[Topic]:
    """Yield what a session with a scene goes through, in the order of its parts."""
    make = _Maker(site, address(site.library, scene).page)
    number = make.number(scene)
    code = make.code(scene)
    yield make.cover(scene)._replace(stage="start")
    yield Topic(
        "こんな場面です",
        f"{number}・{VOICES['example'].label}　{VOICES['example'].note}",
        _numbered(example.text for example in scene.examples),
        code,
        make.citations(scene.examples),
        "examples",
        accent=_ACCENTS["example"],
    )
    if scene.discussion:
        yield Topic(
            "話し合いましょう",
            f"{number}・{Question.type_label}",
            _numbered(question.text for question in scene.discussion),
            code,
            make.citations(scene.discussion),
            "discussion",
            "正解はありません。まず何に目を向けるかを話します。",
        )
    for group in scene.hint_groups:
        yield Topic(
            group.heading,
            f"{number}・{Hint.type_label}　{VOICES['hint'].label}",
            tuple(Paragraph(hint.title, str(position(scene.hints, hint))) for hint in group.hints),
            make.code(group),
            make.citations([group]),
            "hints",
        )
        yield from (make.text(hint) for hint in group.hints)
    yield Topic(
        Suggestion.type_label,
        f"{number}　{VOICES['suggestion'].label}",
        _numbered(suggestion.title for suggestion in scene.suggestions),
        code,
        make.citations([scene]),
        "suggestions",
        accent=_ACCENTS["suggestion"],
    )
    yield from (make.text(suggestion) for suggestion in scene.suggestions)
    yield Topic(
        "振り返り",
        number,
        tuple(map(Paragraph, REFLECTION)),
        code,
        stage="reflection",
    )
    yield make.sources(number, code, [scene])


def story_topics(site: Site, story: Story) -> Iterator[Topic]:
    """Yield a story, part by part."""
    make = _Maker(site, address(site.library, story).page)
    number = make.number(story)
    yield make.cover(story)._replace(
        remark="ヒアリング調査とアンケート調査をもとにまとめられた、一つの例です。"
    )
    for part in story.parts:
        yield Topic(
            part.heading,
            f"{number}・{STORY_VOICES[part.voice]}",
            _plain(item.text for item in part.items),
            make.code(part),
            make.citations(part.items),
        )
    yield make.sources(number, make.code(story), [story])


def guide_topics(site: Site) -> Iterator[Topic]:
    """Yield the steps of the guide, the goals with their points, and what all measures share."""
    library = site.library
    make = _Maker(site, GUIDE)
    steps = sorted(library.all(Step), key=lambda step: step.number)
    goals = sorted(library.all(Goal), key=lambda goal: goal.letter)
    common = library.all(CommonPoint)
    title = "支援者を支える"
    code = Code(site.settings.qr_root + href("", Address(GUIDE), folders=True), title)
    about = f"{count(steps)}のステップと、{count(goals)}の目標"
    yield Topic(title, "支援者支援", (Paragraph(about),), code, is_cover=True)
    if steps:
        yield Topic(
            f"{count(steps)}のステップ",
            Step.type_label,
            tuple(Paragraph(step.title, str(step.number)) for step in steps),
            code,
        )
    yield from (make.text(step) for step in steps)
    if goals:
        yield Topic(
            f"{count(goals)}の目標",
            Goal.type_label,
            tuple(Paragraph(goal.title, goal.letter) for goal in goals),
            code,
        )
    for goal in goals:
        number = make.number(goal)
        yield Topic(
            goal.title, number, _plain([goal.lead]), make.code(goal), make.citations([goal])
        )
        yield Topic(
            f"{number}のポイント",
            number,
            _numbered(point.heading for point in goal.points),
            make.code(goal),
            make.citations(goal.points),
            remark=_spoken(goal.points),
        )
    if common:
        yield Topic(
            "どの取組にも共通すること",
            CommonPoint.type_label,
            _numbered(point.title for point in common),
            code,
            make.citations(common),
            remark=_spoken(common),
        )
    yield make.sources("支援者支援", code, [*steps, *goals, *common])


class _Maker:
    """Makes topics of entries, with names, citations and addresses as the page `page` has them."""

    def __init__(self, site: Site, page: str) -> None:
        self._site = site
        self._view = View(site, page)

    def number(self, entry: Entry) -> str:
        """Return the beginning of an entry's name, which counts it: 場面1・ヒント6."""
        return self._site.name(entry).partition("「")[0]

    def code(self, entry: Entry) -> Code:
        """Return the QR code of an entry."""
        return Code(self._site.qr_url(entry), self._site.name(entry))

    def citations(self, entries: Iterable[Entry]) -> tuple[str, ...]:
        """Return the full citations of entries."""
        view = self._view
        return tuple(map(view.full_citation, entries))

    def cover(self, entry: Scene | Story) -> Topic:
        """Return the first topic of a deck."""
        return Topic(
            entry.title,
            self.number(entry),
            _plain([entry.lead]),
            self.code(entry),
            self.citations([entry]),
            is_cover=True,
        )

    def text(self, entry: Hint | Suggestion | Step) -> Topic:
        """Return an entry with its title and text."""
        number, label = self.number(entry), ""
        if voice := VOICES.get(entry.type):
            label = f"　{voice.label}"
        return Topic(
            entry.title,
            number + label,
            _plain([entry.text]),
            self.code(entry),
            self.citations([entry]),
            _STAGES.get(entry.type),
            accent=_ACCENTS.get(entry.type, 1),
        )

    def sources(self, kicker: str, code: Code, entries: Iterable[Entry]) -> Topic:
        """Return the last topic of a deck: the documents, and where it comes from."""
        library, settings = self._site.library, self._site.settings
        documents = [
            source for entry in entries for source in citation.documents_of(library, entry)
        ]
        titles = dict.fromkeys(map(self._view.document, documents))
        site = f"『{settings.name}』{self._site.edition} {settings.url}".strip()
        return Topic("出典", kicker, _plain([*titles, _RESTATED, site]), code)


def _plain(texts: Iterable[str]) -> tuple[Paragraph, ...]:
    """Return the paragraphs of texts."""
    return tuple(Paragraph(_line(part)) for text in texts for part in paragraphs(text))


def _numbered(texts: Iterable[str]) -> tuple[Paragraph, ...]:
    """Return texts as items of a list with numbers."""
    return tuple(
        Paragraph(_line(part), _INDENTED if later else str(number))
        for number, text in enumerate(texts, start=1)
        for later, part in enumerate(paragraphs(text))
    )


def _line(text: str) -> str:
    """Return a paragraph with a space for the end of a line, as pages show it."""
    return text.replace("\n", " ")


def _spoken(entries: Iterable[CommonPoint | Point]) -> str:
    """Return what stands below titles on the pages, for the notes."""
    return "\n".join(
        f"{number} {entry.caption}: {_line(entry.text)}"
        for number, entry in enumerate(entries, start=1)
    )
