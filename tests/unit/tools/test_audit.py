"""`make audit`: verdicts on the output of pip-audit and npm."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from tools import audit

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

SOUND = {"name": "one", "version": "1", "vulns": []}
WEAK = {"name": "two", "version": "2", "vulns": [{"id": "PYSEC-1", "fix_versions": ["2.1"]}]}
UNKNOWN = {"name": "three", "skip_reason": "not found"}


def verdict(*packages: dict[str, Any]) -> tuple[int, list[str]]:
    return audit.pip_audit_verdict(json.dumps({"dependencies": packages}), "")


def test_only_an_answer_on_every_package_is_good_news() -> None:
    assert verdict(SOUND) == (0, ["No weakness is known of 1 packages."])
    assert verdict(SOUND, WEAK) == (1, ["two 2: PYSEC-1, mended in 2.1"])
    status, lines = verdict(WEAK, UNKNOWN)
    assert (status, len(lines)) == (2, 2)
    assert verdict(UNKNOWN)[0] == 2


def test_no_answer_is_one_line_and_a_failure() -> None:
    status, lines = audit.pip_audit_verdict(
        "", "Traceback …\nrequests.ConnectionError: https://… refused\n"
    )
    assert (status, len(lines)) == (2, 1)
    assert "requests.ConnectionError" in lines[0]


ADVISORY = {
    "name": "tar",
    "range": "<7.5.4",
    "url": "https://github.com/advisories/GHSA-8qq5-rm4j-mr97",
}


def of_npm(**vulnerabilities: dict[str, Any]) -> tuple[int, list[str]]:
    metadata = {"dependencies": {"total": 201}}
    return audit.npm_verdict(
        json.dumps({"vulnerabilities": vulnerabilities, "metadata": metadata}), ""
    )


def test_of_npm_a_weakness_is_told_once_with_the_package_that_has_it() -> None:
    assert of_npm() == (0, ["No weakness is known of 201 packages."])
    found = of_npm(tar={"via": [ADVISORY]}, needs_tar={"via": ["tar"]}, also={"via": [ADVISORY]})
    assert found == (1, ["tar <7.5.4: GHSA-8qq5-rm4j-mr97"])


def test_no_answer_of_npm_is_one_line_and_a_failure() -> None:
    refused = {"message": "405 Method Not Allowed - POST https://…/bulk", "error": {"summary": ""}}
    for answer, output in ((json.dumps(refused), "npm error"), ("", "npm error\nA log of …")):
        status, [line] = audit.npm_verdict(answer, output)
        assert status == 2
        assert "https:" not in line
        assert "405 Method Not Allowed" in line or "npm error" in line


def test_every_lock_is_asked_about_and_the_worst_counts(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    verdicts = {"one": (1, ["weak", "weak too"]), "two": (2, ["unknown"]), "three": (0, ["sound"])}

    def found(lock: Path) -> audit.Verdict:
        return verdicts[lock.name]

    monkeypatch.setattr(audit, "audit", found)
    assert audit.main([*verdicts]) == 2
    output = capsys.readouterr().out.splitlines()
    assert output == ["one: weak", "one: weak too", "two: unknown", "three: sound"]
    assert audit.main(["one", "three"]) == 1
    assert audit.main(["three"]) == 0
