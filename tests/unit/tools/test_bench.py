"""`make bench`: missed targets and failing parts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bench import run, targets

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    import pytest


def test_a_part_that_fails_hides_neither_its_figures_nor_the_next(
    capsys: pytest.CaptureFixture[str],
) -> None:
    def failing() -> Iterator[str]:
        yield targets.measured("build", targets.TARGETS["build"].value)
        yield targets.measured("build", targets.TARGETS["build"].value + 0.1)
        raise FileNotFoundError("site/index.html")

    assert run.print_part("one", failing()) == " !!"
    assert run.print_part("two", iter([targets.unknown("two", "it needs npm")])) == "?"
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == 4
    assert lines[2] == "! one: FileNotFoundError: site/index.html"


def test_a_target_may_be_the_least_value(monkeypatch: pytest.MonkeyPatch) -> None:
    target = targets.Target(0.5, "recall", 1, least=True)
    monkeypatch.setitem(targets.TARGETS, "quality", target)
    marks = [targets.measured("quality", value)[0] for value in (0.4, 0.5, 0.6)]
    assert marks == [targets.MISSED, " ", " "]


def test_a_missed_target_is_counted_and_fails_the_command(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def part(*lines: str) -> Callable[[Path], Iterator[str]]:
        return lambda _: iter(lines)

    monkeypatch.setattr(run, "_build", part(" built"))
    monkeypatch.setattr(run, "PARTS", {"good": part(" fine", "? unknown"), "bad": part("! slow")})
    assert run.main([]) == 1
    assert capsys.readouterr().out.splitlines()[-1] == "targets missed: 1, not measured: 1"
    assert run.main(["good"]) == 0
