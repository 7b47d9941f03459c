"""The command, and that the build says what it says."""

from __future__ import annotations

import io
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from bad_content import bad
from built import PROJECT
from hintbook.cli import main
from hintbook.errors import ContentErrors
from hintbook.library import open_library

if TYPE_CHECKING:
    from pathlib import Path


def test_sound_content_ends_with_0(content: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", str(content)]) == 0
    assert "誤りはありません" in capsys.readouterr().out


def test_every_error_is_printed_and_ends_with_1(
    content: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for code in ("unknown-tag", "bad-date"):
        bad(code).lay_over(content)
    assert main(["check", str(content)]) == 1
    printed = capsys.readouterr().out
    with pytest.raises(ContentErrors) as found:
        open_library(content)
    for error in found.value.errors:
        assert f"{error}\n" in printed
    assert f"{len(found.value.errors)} 件" in printed


def test_missing_folder_ends_with_2(tmp_path: Path) -> None:
    assert main(["check", str(tmp_path / "nowhere")]) == 2


def test_narrow_pipe_does_not_break_it(content: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pipe = io.TextIOWrapper(io.BytesIO(), encoding="cp1252")
    monkeypatch.setattr(sys, "stdout", pipe)
    assert main(["check", str(content)]) == 0


def test_build_says_the_same_and_leaves_the_last_site(tmp_path: Path) -> None:
    project = tmp_path / "project"
    shutil.copytree(
        PROJECT,
        project,
        ignore=shutil.ignore_patterns(".*", "site", "site-copy", "tests", "content"),
    )
    shutil.copytree(PROJECT / "tests/content_ok", project / "content")
    bad("unknown-tag").lay_over(project / "content")
    last = project / "site/index.html"
    last.parent.mkdir()
    last.write_text("the last good site", encoding="utf-8")
    command = [sys.executable, "-m", "mkdocs", "build", "--strict"]
    done = subprocess.run(command, cwd=project, capture_output=True, text=True, check=False)  # noqa: S603
    assert done.returncode == 1
    assert str(bad("unknown-tag").place) in done.stderr
    assert "Traceback" not in done.stderr
    assert last.read_text(encoding="utf-8") == "the last good site"
