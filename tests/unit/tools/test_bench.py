"""`make bench`: missed targets and failing parts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bench import hosting, run, targets
from bench.hosting import Served

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    import pytest


def test_a_part_that_fails_hides_neither_its_figures_nor_the_next(
    capsys: pytest.CaptureFixture[str],
) -> None:
    def failing() -> Iterator[str]:
        yield targets.figure("time", "1 s", "2 s")
        yield targets.figure("memory", "3 MB", "2 MB", met=False)
        raise FileNotFoundError("site/index.html")

    assert run.print_part("one", failing()) == " !!"
    assert run.print_part("two", iter([targets.unknown("two", "it needs npm")])) == "?"
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == 4
    assert lines[2] == "! one: FileNotFoundError: site/index.html"


def test_one_failed_request_or_too_few_miss_the_aim(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def marks(errors: int, requests: int) -> list[str]:
        served = Served(requests, errors, 40_000, 2, 300)
        monkeypatch.setattr(hosting, "measure", lambda *_: served)
        return [line[0] for line in hosting.report(tmp_path)]

    monkeypatch.setattr(hosting, "program_path", lambda program: program)
    assert marks(0, 200_000) == [" ", " "]
    assert marks(1, 200_000) == ["!", " "]
    assert marks(0, 199_999) == ["!", " "]
    monkeypatch.setattr(hosting, "program_path", lambda _: None)
    assert marks(0, 0) == ["?"]


def test_a_missed_aim_is_counted_and_fails_the_command(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def part(*lines: str) -> Callable[[Path], Iterator[str]]:
        return lambda _: iter(lines)

    monkeypatch.setattr(run, "_build", part(" built"))
    monkeypatch.setattr(run, "PARTS", {"good": part(" fine", "? unknown"), "bad": part("! slow")})
    assert run.main([]) == 1
    assert capsys.readouterr().out.splitlines()[-1] == "targets missed: 1, not measured: 1"
    assert run.main(["good"]) == 0
