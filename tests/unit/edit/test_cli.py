"""The command line: exit codes, output formats, messages."""

from __future__ import annotations

import io
import itertools
import json
import re
import sys
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from hintbook.cli import main
from hintbook.edit import error_formats
from hintbook.errors import Place, problem
from tests.support.invalid_content import errors_found, invalid

if TYPE_CHECKING:
    from pathlib import Path

JAPANESE = re.compile("[ぁ-ゖァ-ヺ一-龠]")


def test_sound_content_ends_with_0(content: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", str(content)]) == 0
    assert "誤りはありません" in capsys.readouterr().out


def test_every_error_is_printed_and_ends_with_1(
    content: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for code in ("unknown-tag", "bad-date"):
        invalid(code).copy_into(content)
    assert main(["check", str(content)]) == 1
    printed = capsys.readouterr().out
    errors = errors_found(content)
    assert len(errors) == 2
    for error in errors:
        assert f"{error}\n" in printed
    assert "2 件" in printed


def test_only_what_concerns_the_named_files_is_shown(
    content: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for code in ("unknown-tag", "duplicate-name"):
        invalid(code).copy_into(content)
    duplicate = invalid("duplicate-name").place
    assert main(["check", str(content / "sources")]) == 0
    assert "ほかのファイルには誤りがあります" in capsys.readouterr().out
    assert main(["check", str(content / "terms.yml")]) == 1
    shown = capsys.readouterr().out
    assert str(duplicate) in shown
    assert "unknown-tag" not in shown


@pytest.mark.parametrize(
    "command",
    [
        ["check", "nowhere"],
        ["format", "nowhere"],
        ["report", "--content", "nowhere"],
        ["new", "term", "--title", "a", "--content", "nowhere"],
        ["check", "."],
    ],
)
def test_missing_path_ends_with_2(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    command: list[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(command) == 2
    captured = capsys.readouterr()
    assert JAPANESE.search(captured.err)
    assert captured.out == ""


@pytest.mark.parametrize(
    "command",
    [
        [],
        ["chek"],
        ["check", "--format", "x"],
        ["new", "hint"],
        ["new", "tag", "--t", "x"],
        ["format", "--check=1"],
        ["report", "--format"],
        ["report", "--least-tags=x"],
    ],
)
def test_misuse_is_said_in_japanese(command: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(command)
    assert ended.value.code == 2
    output = capsys.readouterr().err
    assert re.match("使い方: (python -m )?hintbook", output)
    assert not re.search("usage|error|required|choose|invalid", output)
    ours = re.sub(r"--[a-z-]+|'[^']*'", "", output.splitlines()[-1])
    assert not re.search("[a-z]", ours)


@pytest.mark.parametrize("command", ["check", "new", "format", "report"])
def test_help_is_japanese_with_examples(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main([command, "--help"])
    assert ended.value.code == 0
    output = capsys.readouterr().out
    assert re.search(rf"\n例:\n  (python -m )?hintbook {command}", output)
    assert not re.search("usage|options|arguments|show this", output)


def test_json_holds_every_error(content: Path, capsys: pytest.CaptureFixture[str]) -> None:
    invalid("unknown-tag").copy_into(content)
    assert main(["check", "--format", "json", str(content)]) == 1
    (found,) = json.loads(capsys.readouterr().out)
    place = invalid("unknown-tag").place
    expected = ["path", "line", "column", "code", "severity", "message", "remedy", "lines"]
    assert list(found) == expected
    assert (found["path"], found["line"], found["column"]) == (place.file, place.line, place.column)
    assert (found["code"], found["severity"]) == ("unknown-tag", "error")


@pytest.mark.parametrize("code", ["unknown-tag", "rare-tag", "percent-mismatch", "yaml-syntax"])
def test_annotations_stand_on_the_line(
    content: Path, capsys: pytest.CaptureFixture[str], code: str
) -> None:
    invalid_file = invalid(code)
    invalid_file.copy_into(content)
    assert main(["check", "--format", "github", str(content)]) == (code != "rare-tag")
    severity = "warning" if code == "rare-tag" else "error"
    file, line, column = invalid_file.place.file, invalid_file.place.line, invalid_file.place.column
    output = capsys.readouterr().out
    head = f"::{severity} file={file},line={line},col={column},title=[{code}]::"
    assert output.startswith(head)
    assert output.count("\n") == 1


def test_annotations_are_escaped() -> None:
    place = Place("content/a,b:c%\n.yml", 3, 4)
    error = replace(problem("stray-quote", place, value="50%\r\n: ,"), lines="あ\r\nい\n")
    output = error_formats.FORMATS["github"]([error])
    assert output.startswith("::error file=content/a%2Cb%3Ac%25%0A.yml,line=3,col=4,title=[")
    assert "50%25 : ," in output
    assert output.endswith("%0Aあ%0D%0Aい\n")
    assert output.count("\n") == 1


def test_narrow_pipe_does_not_break_it(content: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pipe = io.TextIOWrapper(io.BytesIO(), encoding="cp1252")
    monkeypatch.setattr(sys, "stdout", pipe)
    assert main(["check", str(content)]) == 0
    pipe.flush()
    assert "誤りはありません" in pipe.buffer.getvalue().decode()


def test_progress_is_for_terminals(
    content: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.stderr.isatty", lambda: True, raising=False)
    monkeypatch.setattr("time.monotonic", lambda: 0.0)
    assert main(["check", str(content)]) == 0
    assert capsys.readouterr().err == ""  # it takes no time
    monkeypatch.setattr("time.monotonic", itertools.count(step=10.0).__next__)
    monkeypatch.setattr("sys.stderr.isatty", lambda: False)
    assert main(["check", str(content)]) == 0
    assert capsys.readouterr().err == ""
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    assert main(["check", str(content)]) == 0
    output = capsys.readouterr().err
    assert re.match(r"\r0 / [0-9]+ ファイル", output)
    assert output.endswith("\r")
    assert "\x1b" not in output


def test_file_that_cannot_be_written_ends_with_2(
    content: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied", "terms.yml")

    monkeypatch.setattr("tempfile.mkstemp", refuse)
    assert main(["format", str(content)]) == 2
    assert "terms.yml（Permission denied）" in capsys.readouterr().err
