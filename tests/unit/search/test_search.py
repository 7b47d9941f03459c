"""The search index: completeness, weights, lossless packing."""

from __future__ import annotations

import json
import re
from collections import Counter
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hintbook import search
from hintbook.library import open_library
from hintbook.model import FIELD_LABELS
from hintbook.search import index, pack, units
from hintbook.search.analyzer import normalise
from hintbook.search.morphemes import morphemes
from tests.support.site_build import FIXTURES
from tests.support.small_content import small_project

if TYPE_CHECKING:
    from pathlib import Path

    from hintbook.library import Library
    from hintbook.search import Document
    from hintbook.search.index import Posting

VECTORS = json.loads((FIXTURES / "search/vectors.json").read_text(encoding="utf-8"))
UNITS = json.loads((FIXTURES / "search/units.json").read_text(encoding="utf-8"))
WORDS = st.sampled_from(["居場所", "居場", "家族会", "家族", "手紙", "ひきこもり", "sns", "8050"])
FIELDS = st.fixed_dictionaries({name: st.lists(WORDS, max_size=8) for name in index.BOOSTS})


@pytest.fixture(scope="module")
def found(small_library: Library) -> list[Document]:
    return search.documents(small_library)


@pytest.fixture(scope="module")
def postings(found: list[Document]) -> dict[str, list[Posting]]:
    return dict(search.postings(found, {}))


@pytest.mark.parametrize(("text", "expected"), VECTORS)
def test_analyzer_follows_its_vectors(text: str, expected: str) -> None:
    assert normalise(text) == expected


@given(st.text())
def test_a_text_is_normalised_once(text: str) -> None:
    assert normalise(normalise(text)) == normalise(text)


@pytest.mark.parametrize("vector", UNITS, ids=lambda vector: vector["text"])
def test_texts_become_the_tokens_that_queries_become(vector: dict[str, Any]) -> None:
    found = morphemes(vector["text"])
    assert [[own.surface, own.token, own.kind + own.role] for own in found] == vector["morphemes"]
    assert [unit.token for unit in units.units(found)] == vector["units"]
    assert sorted(set(units.tokens(vector["text"], {}))) == vector["tokens"]
    assert units.pairs(vector["text"]) == vector["pairs"]


def test_every_entry_that_is_searched_is_a_document(
    small_library: Library, found: list[Document]
) -> None:
    assert {document.entry.id for document in found} == {
        item.entry.id
        for item in small_library.items.values()
        if item.entry.search_weight is not None
    }
    types = [document.entry.type for document in found]
    assert types == sorted(types)


def test_the_index_holds_what_the_texts_hold(
    found: list[Document], postings: dict[str, list[Posting]]
) -> None:
    """Compare every 10th token with the tokens of all texts."""
    held = [
        {token for field in own.values() for token in field}
        for own in ({f: index.field_tokens(d, f, {}) for f in index.BOOSTS} for d in found)
    ]
    for token in list(postings)[::10]:
        expected = [number for number, own in enumerate(held) if token in own]
        assert [number for number, _ in postings[token]] == expected
    assert set(postings) == set().union(*held)


def test_a_field_of_a_profile_is_found_by_its_label_whatever_its_id(tmp_path: Path) -> None:
    small_project(tmp_path)
    content = tmp_path / "content"
    file = content / "municipalities/municipality-01.yml"
    written = file.read_text(encoding="utf-8")
    file.write_text(written.replace("id: m01-roles", "id: roles-of-the-first"), encoding="utf-8")
    library = open_library(content)
    (own,) = [d for d in search.documents(library) if d.entry.id == "roles-of-the-first"]
    assert FIELD_LABELS["roles"] in own.context
    assert own.entry.full_name(library) == f"自治体1・{FIELD_LABELS['roles']}"


@given(st.lists(FIELDS, min_size=1, max_size=8))
def test_weights_are_bm25_without_document_frequency(documents: list[dict[str, list[str]]]) -> None:
    by_field = {name: [own[name] for own in documents] for name in index.BOOSTS}
    weights = index.weigh(by_field, [1.0] * len(documents))
    expected: dict[tuple[str, int], float] = {}
    for name, boost in index.BOOSTS.items():
        mean = sum(len(fields[name]) for fields in documents) / len(documents)
        for number, fields in enumerate(documents):
            for token, count in Counter(fields[name]).items():
                damping = 1.2 * (1 - 0.75 + 0.75 * len(fields[name]) / mean)
                weight = boost * (1.2 + 1) * count / (damping + count)
                expected[token, number] = expected.get((token, number), 0) + weight
    assert {(token, number) for token, own in weights.items() for number in own} == set(expected)
    for (token, number), weight in expected.items():
        assert weights[token][number] == pytest.approx(weight, rel=0.02, abs=0.02)


def decode(text: str) -> list[Posting]:
    """Return the postings that `pack.encode` was given."""
    postings: list[Posting] = []
    number = shift = document = 0
    for character in text:
        digit = pack.DIGITS.index(character)
        number |= (digit % 32) << shift
        shift += 5
        if digit < 32:
            document += number // index.LEVELS
            postings.append((document, number % index.LEVELS))
            number = shift = 0
    return postings


@given(
    st.dictionaries(st.integers(0, 10**6), st.integers(0, index.LEVELS - 1)).map(
        lambda own: sorted(own.items())
    )
)
def test_packing_loses_nothing(own: list[Posting]) -> None:
    assert decode(pack.encode(own)) == own


@given(st.floats(0.15, 30))
def test_a_level_is_near_its_strength(strength: float) -> None:
    assert index.STRENGTHS[index.level_of(strength)] == pytest.approx(strength, rel=0.1)


def test_shards_hold_every_token_once_in_order(postings: dict[str, list[Posting]]) -> None:
    shards = search.shards(postings.items())
    lines = [line.split(" ") for shard in shards for line in shard.text.split("\n")]
    assert [line[0] for line in lines] == list(postings)
    assert [shard.first for shard in shards] == sorted(shard.first for shard in shards)
    assert all(shard.text.startswith(f"{shard.first} ") for shard in shards)
    assert decode(lines[100][1]) == list(postings.values())[100]


def test_of_a_token_in_very_many_documents_the_strongest_are_listed() -> None:
    own = [(number, number % 30) for number in range(pack.MAX_LISTED * 3)]
    (shard,) = search.shards([("支援", own)])
    token, packed, held = shard.text.split(" ")
    listed = decode(packed)
    assert (token, int(held), len(listed)) == ("支援", len(own), pack.MAX_LISTED)
    assert min(level for _, level in listed) >= 20


def test_spellings_are_common_words_first_then_names(small_library: Library) -> None:
    spellings = search.spellings(small_library, search.documents(small_library))
    assert {"家族", "アウトリーチ", "スーパービジョン", "お便り"} <= set(spellings)
    assert spellings.index("見本") < spellings.index("家族") < spellings.index("お便り")
    assert len(spellings) == len(set(map(normalise, spellings)))


def test_a_text_with_one_name_has_the_token_of_all(small_library: Library) -> None:
    groups = search.groups(small_library)
    tokens = search.group_tokens(groups)
    letter, mail = units.key("手紙"), units.key("お便り")
    assert tokens[letter][letter]
    assert tokens[letter][letter] == tokens[mail][mail]
    for typed in ("手紙を置く", "お便りを置く"):
        assert set(tokens[letter][letter]) <= set(units.tokens(typed, tokens))


@pytest.mark.parametrize(
    "name", ["相談先", "どこに相談", "支援の方法", "家族だけ", "小さな町", "聞いてほしい"]
)
def test_a_name_that_says_more_than_its_one_word_does_not_stand_for_it(name: str) -> None:
    assert units.key(name) == ""


@pytest.mark.parametrize(
    ("name", "words"), [("相談", "相談"), ("働きたい", "働く"), ("お便り", "便り")]
)
def test_a_name_is_known_by_its_words_in_any_form(name: str, words: str) -> None:
    assert units.key(name) == words


def test_the_lexicon_leads_readings_and_inflections_to_one_form() -> None:
    made = search.lexicon(["本人に会えないまま引き継ぎの面談を続けた。", "会わずに帰った"])
    known = {tuple(line.split(" ")[::3]) for line in made.lines if line.count(" ") == 3}
    for surface, token in (
        ("ほんにん", "本人"),
        ("あ", "会う"),
        ("あえ", "会う"),
        ("ひきつぎ", "引き継ぎ"),
        ("引継ぎ", "引き継ぎ"),
        ("引継", "引き継ぎ"),
        ("引き繋ぎ", "引き継ぎ"),
    ):
        assert (surface, token) in known, surface
    assert len(made.follow) == len(made.classes) == len(made.follow[0])


def test_a_verb_of_its_own_is_no_form_of_another() -> None:
    made = search.lexicon(["連絡が取れない", "連絡を取る", "本人に会う"])

    def forms(line: str) -> set[str]:
        (kind,) = (own.split(" ")[1] for own in made.lines if own.startswith(f"{line} *"))
        return {ending for ending, _ in made.endings[int(kind[1:])]}

    assert "れる" not in forms("取")
    assert "える" in forms("会")


def test_entries_of_one_first_character_are_in_one_shard() -> None:
    lines = sorted(f"{first}{n} 1 1" for first in "あいう" for n in range(1_000))
    shards = search.lexicon_shards(lines)
    assert [shard.first for shard in shards] == ["あ", "い", "う"]
    assert "\n".join(shard.text for shard in shards).split("\n") == lines


def test_what_readers_may_look_up_has_names_and_readings(small_library: Library) -> None:
    named = {own.entry.id: own for own in search.things(small_library)}
    term = named["term-outreach"]
    assert normalise(term.label) in term.names
    assert any(re.fullmatch("[ぁ-ゖー]+", name) for name in term.names)
    assert units.key(term.label) in term.words
    assert units.key("もう来るなと断られる") in named["scene-2"].words
