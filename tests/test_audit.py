"""What `make audit` makes of what pip-audit says."""

from __future__ import annotations

import json
from typing import Any

import audit

SOUND = {"name": "one", "version": "1", "vulns": []}
WEAK = {"name": "two", "version": "2", "vulns": [{"id": "PYSEC-1", "fix_versions": ["2.1"]}]}
UNKNOWN = {"name": "three", "skip_reason": "not found"}


def verdict(*packages: dict[str, Any]) -> tuple[int, list[str]]:
    return audit.verdict(json.dumps({"dependencies": packages}), "")


def test_only_an_answer_on_every_package_is_good_news() -> None:
    assert verdict(SOUND) == (0, ["No weakness is known of 1 packages."])
    assert verdict(SOUND, WEAK) == (1, ["two 2: PYSEC-1, mended in 2.1"])
    status, lines = verdict(WEAK, UNKNOWN)
    assert (status, len(lines)) == (2, 2)
    assert verdict(UNKNOWN)[0] == 2


def test_no_answer_is_one_line_and_a_failure() -> None:
    status, lines = audit.verdict("", "Traceback …\nrequests.ConnectionError: https://… refused\n")
    assert (status, len(lines)) == (2, 1)
    assert "requests.ConnectionError" in lines[0]
