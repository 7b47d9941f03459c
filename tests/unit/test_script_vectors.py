"""Test data shared with the tests of the scripts (tests/scripts): what Python writes.

The vectors of the analyzer and of readings are checked in the tests of these modules.
"""

from __future__ import annotations

import json
from typing import Any

from hintbook.edit.canonical import lines
from hintbook.model import Practice
from hintbook.search import pack
from hintbook.search.index import LEVELS
from tests.support.site_build import FIXTURES


def _fixture(name: str) -> Any:
    return json.loads((FIXTURES / name).read_text("utf-8"))


def test_packed_postings() -> None:
    packed = _fixture("search/packed.json")
    assert (packed["digits"], packed["levels"]) == (pack.DIGITS, LEVELS)
    assert len(packed["vectors"]) >= 10
    for postings, text in packed["vectors"]:
        assert pack.encode(map(tuple, postings)) == text


def test_files_of_practices() -> None:
    vectors = _fixture("practice_yaml.json")
    assert len(vectors) >= 5
    for entry, text in vectors:
        assert "".join(map(str, lines(entry, Practice))) == text
