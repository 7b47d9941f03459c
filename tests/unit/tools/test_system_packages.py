"""Installing packages of the system: said first, refused by INSTALL=no, limited, without services."""

from __future__ import annotations

import os
import re
import select
import stat
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from tests.support import browser_path, servers
from tests.support.project_files import project_texts
from tests.support.site_build import PROJECT
from tools import system_packages, venv
from tools.system_packages import install_packages, run

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.skipif(os.name == "nt", reason="Debian's packages")


@pytest.fixture
def calls(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where an `apt-get` that does nothing writes its arguments; the user is root, without systemd."""
    written = tmp_path / "calls"
    written.touch()
    apt = tmp_path / "bin/apt-get"
    apt.parent.mkdir()
    apt.write_text(
        f'#!/bin/sh\necho "RUNLEVEL=$RUNLEVEL $*" >> {written}\necho no room\nexit "$FAIL"\n'
    )
    apt.chmod(apt.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("PATH", f"{apt.parent}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setenv("FAIL", "0")
    monkeypatch.delenv("INSTALL", raising=False)
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    monkeypatch.setattr(system_packages, "SYSTEMD", tmp_path / "no-systemd")
    return written


def install() -> bool:
    return install_packages("one", "two", use="印刷", without="印刷を省きます。")


def test_what_is_installed_is_said_first_with_why_and_how_to_refuse(
    calls: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = []

    def say(message: str) -> None:
        said.append((message, calls.read_text()))

    monkeypatch.setattr(system_packages, "say", say)
    assert install()
    ((message, before),) = said
    assert before == ""
    assert all(word in message for word in ("印刷", "one、two", "INSTALL=no"))


def test_packages_are_installed_without_questions_and_without_services(calls: Path) -> None:
    assert install()
    update, installed = calls.read_text().splitlines()
    assert update == "RUNLEVEL=1 update"
    assert re.fullmatch("RUNLEVEL=1 install --yes --no-install-recommends .* one two", installed)


@pytest.mark.parametrize("value", ["no", "0", "false"])
def test_install_no_is_obeyed(
    calls: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    value: str,
) -> None:
    monkeypatch.setenv("INSTALL", value)
    assert not install()
    said = capsys.readouterr().err
    assert all(word in said for word in (f"INSTALL={value}", "apt-get install one two", "省きます"))
    assert calls.read_text() == ""


def test_only_root_installs(
    calls: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    assert not install()
    assert "apt-get install one two" in capsys.readouterr().err
    assert calls.read_text() == ""


@pytest.mark.usefixtures("calls")
def test_a_failure_gives_its_reason_and_what_is_left_out(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("FAIL", "100")
    assert not install()
    said = capsys.readouterr().err
    assert "no room" in said
    assert "印刷を省きます" in said


def test_servers_are_installed_only_where_they_do_not_start(
    calls: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(servers, "program_path", lambda program: program == "nginx")
    monkeypatch.setattr(system_packages, "SYSTEMD", tmp_path)
    servers.main(["nginx", "caddy"])
    assert calls.read_text() == ""
    monkeypatch.setattr(system_packages, "SYSTEMD", tmp_path / "no-systemd")
    servers.main(["nginx", "caddy"])
    assert calls.read_text().splitlines()[1].endswith(" caddy")


def test_without_a_browser_one_is_installed_or_downloaded_unless_refused(
    calls: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    downloads = []

    def download(*command: str, **_: object) -> subprocess.CompletedProcess[bytes]:
        downloads.append(command)
        return subprocess.CompletedProcess(command, 1, b"")

    monkeypatch.delenv("CHROMIUM", raising=False)
    monkeypatch.setattr(browser_path, "run", download)
    monkeypatch.setattr(browser_path, "_path_chromium", lambda: None)
    monkeypatch.setattr(browser_path, "_playwright_chromium", lambda: None)
    assert browser_path.main() == 1
    assert browser_path.SHELL in calls.read_text()
    assert len(downloads) == 1
    calls.write_text("")
    monkeypatch.setenv("INSTALL", "no")
    assert browser_path.main() == 1
    assert (calls.read_text(), len(downloads)) == ("", 1)
    assert browser_path.HELP in capsys.readouterr().err


def test_an_environment_is_not_made_by_installing_what_was_refused(
    calls: Path,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(sys, "argv", ["venv", str(tmp_path / ".venv"), "requirements.txt"])
    monkeypatch.setattr(venv, "_succeeds", lambda *_: False)
    monkeypatch.setenv("INSTALL", "no")
    assert venv.main() == 1
    assert calls.read_text() == ""
    monkeypatch.setenv("INSTALL", "")
    assert venv.main() == 1
    assert calls.read_text().endswith(" python3-venv\n")
    assert venv.HELP in capsys.readouterr().err


def test_a_command_without_an_end_is_killed_with_what_it_started(tmp_path: Path) -> None:
    held = tmp_path / "held"  # the end of this pipe is seen once nobody holds it
    os.mkfifo(held)
    end = os.open(held, os.O_RDONLY | os.O_NONBLOCK)
    done = run("sh", "-c", f"echo started; sleep 60 3> {held} & wait", limit=0.5)
    assert done.returncode < 0
    assert done.stdout.startswith(b"started\n0.5 ")
    assert select.select([end], [], [], 30)[0] == [end]
    os.close(end)


def test_a_program_that_does_not_exist_is_no_exception() -> None:
    assert run("no-such-program", limit=1).returncode == 127


def test_setting_up_needs_no_package() -> None:
    command = [sys.executable, "-I", "-S", "-c"]
    code = f"import sys; sys.path.insert(0, {str(PROJECT)!r}); import tools.venv"
    subprocess.run([*command, code], check=True)  # noqa: S603


def test_packages_are_installed_in_one_place_only() -> None:
    apt = re.compile("[\"']apt-get[\"']")
    calling = [p for p, text in project_texts().items() if p.endswith(".py") and apt.search(text)]
    assert calling == ["tools/system_packages.py"]
