"""The search index: completeness, weights, lossless packing."""

from __future__ import annotations

import json
import random
import re
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hintbook import search
from hintbook.library import open_library
from hintbook.model import FIELD_LABELS
from hintbook.search import index, pack
from hintbook.search.analyzer import normalise, tokens
from hintbook.search.index import Posting
from tests.support.site_build import FIXTURES
from tests.support.small_content import small_project

if TYPE_CHECKING:
    from pathlib import Path

    from hintbook.library import Library
    from hintbook.search import Document

VECTORS = json.loads((FIXTURES / "search/vectors.json").read_text(encoding="utf-8"))
WORDS = st.sampled_from(["居場所", "居場", "家族会", "家族", "手紙", "ひきこもり", "sns", "8050"])
TEXTS = st.text("家族会の居場所、 a", max_size=12)
FIELDS = st.fixed_dictionaries({name: st.lists(WORDS, max_size=8) for name in index.BOOSTS})


@pytest.fixture(scope="module")
def found(library: Library) -> list[Document]:
    return search.documents(library)


@pytest.fixture(scope="module")
def postings(found: list[Document]) -> dict[str, list[Posting]]:
    return search.postings(found)


@pytest.mark.parametrize(("text", "expected"), VECTORS)
def test_analyzer_follows_its_vectors(text: str, expected: list[str]) -> None:
    assert tokens(text) == expected


@given(st.text())
def test_tokens_are_words_and_analysed_once(text: str) -> None:
    for token in tokens(text):
        assert tokens(token) == [token]
        assert not re.search(r"\s", token)


def test_every_entry_that_is_searched_is_a_document(
    library: Library, found: list[Document]
) -> None:
    assert {document.entry.id for document in found} == {
        item.entry.id for item in library.items.values() if item.entry.search_weight is not None
    }
    types = [document.entry.type for document in found]
    assert types == sorted(types)


def test_the_index_holds_what_a_scan_finds(
    found: list[Document], postings: dict[str, list[Posting]]
) -> None:
    """Compare every 50th token with a scan of all texts."""
    texts = [
        {
            token
            for part in (own.title, own.asked_as, own.phrases, own.context, own.body)
            for t in part
            for token in tokens(t)
        }
        | {index.tag_token(tag) for tag in own.tags}
        for own in found
    ]
    for token in list(postings)[::50]:
        held = [number for number, own in enumerate(texts) if token in own]
        assert [posting.document for posting in postings[token]] == held
    assert set(postings) == set().union(*texts)


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


@given(st.lists(st.lists(TEXTS, min_size=1, max_size=3), min_size=1, max_size=6), st.data())
def test_pairs_and_a_look_at_the_texts_find_what_a_scan_finds(
    found: list[Document], texts: list[list[str]], data: st.DataObject
) -> None:
    documents = [replace(found[0], title=(), body=tuple(own)) for own in texts]
    _check_phrase(documents, data.draw(st.text("家族会の居場所", min_size=2, max_size=4)))


def test_phrases_of_the_content_are_found_where_a_scan_finds_them(found: list[Document]) -> None:
    pick = random.Random(7)  # noqa: S311 - the same phrases every time
    postings = search.postings(found)
    for own in pick.sample([own for own in found if own.body], 60):
        run = max(re.findall(r"[\u3041-\u9fff]+", normalise(own.body[0])), key=len, default="")
        start = pick.randrange(max(1, len(run) - 3))
        if len(phrase := run[start : start + pick.randint(2, 5)]) > 1:
            _check_phrase(found, phrase, postings)


def _check_phrase(
    documents: list[Document], phrase: str, postings: dict[str, list[Posting]] | None = None
) -> None:
    """Compare the documents of a phrase with a scan of all texts."""
    postings = postings or search.postings(documents)
    texts = [
        [normalise(t) for part in (d.title, d.asked_as, d.phrases, d.context, d.body) for t in part]
        for d in documents
    ]
    held = [{posting.document for posting in postings.get(token, [])} for token in tokens(phrase)]
    by_index = [n for n in sorted(set.intersection(*held)) if any(phrase in t for t in texts[n])]
    assert by_index == [n for n, own in enumerate(texts) if any(phrase in t for t in own)]


@given(st.lists(FIELDS, min_size=1, max_size=8))
def test_weights_are_bm25_without_document_frequency(documents: list[dict[str, list[str]]]) -> None:
    weights = index.weigh(documents)
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


@given(
    st.dictionaries(st.integers(0, 10**6), st.integers(0, index.LEVELS - 1)).map(
        lambda own: [Posting(*pair) for pair in sorted(own.items())]
    )
)
def test_packing_loses_nothing(own: list[Posting]) -> None:
    assert pack.decode(pack.encode(own)) == own


@given(st.floats(0.15, 30))
def test_a_level_is_near_its_strength(strength: float) -> None:
    assert index.STRENGTHS[index.level_of(strength)] == pytest.approx(strength, rel=0.1)


def test_shards_hold_every_token_once_in_order(postings: dict[str, list[Posting]]) -> None:
    shards = search.shards(postings)
    lines = [line.split(" ") for shard in shards for line in shard.text.split("\n")]
    assert [line[0] for line in lines] == list(postings)
    assert [shard.first for shard in shards] == sorted(shard.first for shard in shards)
    assert all(shard.text.startswith(f"{shard.first} ") for shard in shards)
    assert pack.decode(lines[100][1]) == list(postings.values())[100]


def test_of_a_token_in_very_many_documents_the_strongest_are_listed() -> None:
    own = [Posting(number, number % 30) for number in range(pack.MAX_LISTED * 3)]
    (shard,) = search.shards({"支援": own})
    token, packed, held = shard.text.split(" ")
    listed = pack.decode(packed)
    assert (token, int(held), len(listed)) == ("支援", len(own), pack.MAX_LISTED)
    assert min(posting.level for posting in listed) >= 20


def test_spellings_are_common_words_first_then_names(small_library: Library) -> None:
    spellings = search.spellings(small_library, search.documents(small_library))
    assert {"家族", "アウトリーチ", "スーパービジョン", "お便り"} <= set(spellings)
    assert spellings.index("見本") < spellings.index("家族") < spellings.index("お便り")
    assert len(spellings) == len(set(map(normalise, spellings)))


def test_groups_part_what_texts_use_from_what_readers_type(small_library: Library) -> None:
    groups = search.groups(small_library, search.documents(small_library))
    assert search.Group(used=("手紙",), others=("お便り", "れたー")) in groups
    assert all(group.used for group in groups)
    assert not any(set(group.used) & set(group.others) for group in groups)
