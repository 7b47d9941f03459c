"""Every command that the project prints or documents runs with the arguments it is shown with.

Commands of `hintbook` run on small content, without a terminal; commands of `make` run with
`--dry-run`, and the commands of `hintbook` in their recipes run as well.
"""

from __future__ import annotations

import ast
import contextlib
import html
import io
import os
import re
import shlex
import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from hintbook.cli import main
from tests.support.project_files import project_texts
from tests.support.site_build import PROJECT

if TYPE_CHECKING:
    from collections.abc import Iterator

HINTBOOK = Path(sys.executable).with_name("hintbook")
MODULE = "python -m " + "hintbook"  # in two parts, so that this file does not contain it
FOLDER = r"(?:\.venv(?:/bin/|\\Scripts\\))?"  # on Linux and macOS, on Windows
SUBCOMMANDS = ("check", "new", "rename", "retire", "format", "schema", "report")
# In Markdown: code spans, and lines of indented or fenced blocks.
SPAN = re.compile(r"(?<!`)`([^`\n]+)`(?!`)")
BLOCK_LINE = re.compile(r"^(?: {4}|\t)(\S.*)$", re.MULTILINE)
FENCED = re.compile(r"^ *(?:```|~~~)\w*\n(.*?)^ *(?:```|~~~)", re.MULTILINE | re.DOTALL)
CODE_ELEMENT = re.compile(r"<(?:code|pre)\b[^>]*>(.*?)</(?:code|pre)>", re.DOTALL)
JS_STRING = re.compile(r"\"[^\"\n]*\"|'[^'\n]*'|`[^`]*`")
# In running text a command ends before the first character that is not ASCII.
ARGUMENT = r"(?:[A-Z]+=)?(?:\"[^\"\n]*\"|[\w./:=@,<>\[\]-]+|…)"
IN_TEXT = re.compile(
    rf"(?<![\w./-])(?:\.venv/bin/)?(?:{MODULE}|hintbook)(?: {ARGUMENT})+"
    rf"|(?<![\w./-])make [a-z]+(?: {ARGUMENT})*",
    re.ASCII,
)
PLACEHOLDER = re.compile(r"…|<[\w ]+>|\[[\w ]+\]|\.\.\.")


def _markdown_code(text: str) -> Iterator[str]:
    yield from SPAN.findall(text)
    yield from BLOCK_LINE.findall(text)
    for block in FENCED.findall(text):
        yield from block.splitlines()


def _workflow_scripts(text: str) -> Iterator[str]:
    for line in text.splitlines():
        yield line.strip().removeprefix("- ").removeprefix("run: ")


def _message_commands(messages: Iterator[str]) -> Iterator[str]:
    for message in messages:
        yield from IN_TEXT.findall(message)


def _python_messages(text: str) -> Iterator[str]:
    """Yield the strings of a module other than docstrings."""
    tree = ast.parse(text)
    docstrings = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, (ast.Module, ast.ClassDef, ast.FunctionDef))
        and isinstance(node.body[0], ast.Expr)
    }
    for node in ast.walk(tree):
        value = node.value if isinstance(node, ast.Constant) else None
        if isinstance(value, str) and id(node) not in docstrings:
            yield value


def _snippets(path: str, text: str) -> Iterator[str]:
    """Yield the pieces of a file that may be commands."""
    if path.endswith(".md"):
        yield from _markdown_code(text)
    elif path.startswith(".github/") and path.endswith(".yml"):
        yield from _workflow_scripts(text)
    elif path.startswith("docs/assets/js/"):
        yield from _message_commands(found[1:-1] for found in JS_STRING.findall(text))
    elif path.startswith("hooks/") and path.endswith(".html"):
        yield from (html.unescape(found).strip() for found in CODE_ELEMENT.findall(text))
    elif path.startswith("hooks/") and path.endswith(".py"):
        yield from _message_commands(_python_messages(text))


def _simple_commands(snippet: str) -> Iterator[str]:
    """Yield the commands of a shell line, without comments, variables and redirections."""
    line = re.sub(r"\s#\s.*", "", snippet)
    for part in re.split(r"&&|\|\||[;|]", line):
        command = re.sub(r"\s*[12]?>.*", "", part).strip()
        command = re.sub(r"""^(?:[A-Z_]+=(?:"[^"]*"|'[^']*'|[^\s"']*)\s+)+""", "", command)
        if re.match(rf"{FOLDER}(?:{MODULE}|hintbook) \S|make(?: |$)", command):
            yield command.strip()


@cache
def help_texts() -> dict[str, str]:
    """Return the output of `--help` of the command and of each subcommand."""
    texts = {}
    for name in ("", *SUBCOMMANDS):
        output = io.StringIO()
        with contextlib.redirect_stdout(output), contextlib.suppress(SystemExit):
            main([*name.split(), "--help"])
        texts[f"hintbook {name} --help"] = output.getvalue()
    return texts


def _help_examples(text: str) -> Iterator[str]:
    """Yield the commands of a help text, without the usage at its beginning."""
    for line in text.partition("\n\n")[2].splitlines():
        yield from [line.strip()] if line.startswith("  ") else IN_TEXT.findall(line)


@cache
def commands() -> dict[str, list[str]]:
    """Return every command that is printed or documented, with the places that show it."""
    found: dict[str, list[str]] = {}
    for path, text in project_texts().items():
        for snippet in _snippets(path, text):
            for command in _simple_commands(snippet):
                found.setdefault(command, []).append(path)
    for name, text in help_texts().items():
        for snippet in _help_examples(text):
            for command in _simple_commands(snippet):
                found.setdefault(command, []).append(name)
    return found


def words(command: str) -> list[str]:
    """Return the arguments of a command of the project, without its name."""
    return shlex.split(re.sub(rf"^{FOLDER}(?:{MODULE}|hintbook|make) ?", "", command))


MAKE_COMMANDS = sorted(one for one in commands() if one.startswith("make"))
# What `hintbook` is run with, each once.
ARGUMENTS = sorted({tuple(words(one)) for one in commands() if not one.startswith("make")})


@pytest.fixture
def project(project: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The working directory: a copy of the formatted project."""
    monkeypatch.chdir(project)
    monkeypatch.setattr("sys.stdin", io.StringIO())
    return project


def run_hintbook(project: Path, arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    """Run a command; fail if it is misused or does not succeed."""
    for path in (argument for argument in arguments if argument.startswith("content/")):
        assert (PROJECT / path).exists()
        shutil.copy(project / "content/practices/letters-at-home.yml", project / path)
        (project / "content/practices/letters-at-home.yml").unlink()
        text = (project / path).read_text("utf-8")
        (project / path).write_text(text.replace("letters-at-home", Path(path).stem), "utf-8")
        for other in ("redirects.yml", "retired.yml"):  # they lead to the practice
            (project / "content" / other).unlink()
    if arguments[0] in {"rename", "retire"} and "--help" not in arguments:
        arguments[1] = "letters-at-home"
    capsys.readouterr()
    try:
        status = main(arguments)
    except SystemExit as ended:  # of --help and of misuse
        status = int(ended.code or 0)
    output = capsys.readouterr()
    assert "使い方:" not in output.err, output
    if arguments[0] in {"new", "rename", "retire"} and status == 2:  # a terminal would be asked
        assert re.search("--(title|reading|yes) ", output.err), output
    else:
        assert status == 0, output


def dry_run(arguments: list[str]) -> str:
    """Return the recipes that make would run."""
    make = shutil.which("make") or pytest.skip("make is missing")
    outer = {"MAKEFLAGS", "MAKELEVEL", "MFLAGS", "MAKEOVERRIDES"}
    environment = {name: value for name, value in os.environ.items() if name not in outer}
    done = subprocess.run(  # noqa: S603
        [make, "--dry-run", *arguments],
        cwd=PROJECT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_commands_are_found_in_every_kind_of_place() -> None:
    places = {place for found in commands().values() for place in found}
    assert {"README.md", "README.ja.md", "CONTRIBUTING.md", "SECURITY.md"} <= places
    assert {".github/workflows/check.yml", "hosting/README.md"} <= places
    assert {f"hintbook {name} --help" for name in SUBCOMMANDS} <= places
    assert any(place.endswith(".html") for place in places)
    assert {arguments[0] for arguments in ARGUMENTS} >= {*SUBCOMMANDS}


def test_no_command_has_a_placeholder() -> None:
    assert [command for command in commands() if PLACEHOLDER.search(command)] == []


@pytest.mark.parametrize("arguments", ARGUMENTS, ids=shlex.join)
def test_command_runs_as_shown(
    project: Path, arguments: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    run_hintbook(project, [*arguments], capsys)


def test_the_command_is_installed(project: Path) -> None:
    done = subprocess.run([HINTBOOK, "check"], cwd=project, capture_output=True, check=False)  # noqa: S603
    assert (done.returncode, done.stderr) == (0, b"")


@pytest.mark.parametrize("command", MAKE_COMMANDS)
def test_target_of_make_exists(
    command: str, request: pytest.FixtureRequest, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = words(command)
    if "-C" in arguments:  # another checkout, which has the same targets
        place = arguments.index("-C")
        del arguments[place : place + 2]
    for line in dry_run(arguments).splitlines():
        if line.startswith(".venv/bin/hintbook ") and tuple(words(line)) not in ARGUMENTS:
            run_hintbook(request.getfixturevalue("project"), words(line), capsys)


@pytest.mark.parametrize("name", SUBCOMMANDS)
def test_make_passes_arguments_on(name: str) -> None:
    (line,) = dry_run([name, "ARGS=--help"]).splitlines()
    assert words(line) == [name, "--help"]


def _files_with(text: str) -> list[str]:
    return [path for path, content in project_texts().items() if text in content]


def test_no_file_sets_a_search_path() -> None:
    assert _files_with("PYTHON" + "PATH") == []


def test_no_file_names_the_module_instead_of_the_command() -> None:
    assert _files_with(MODULE) == []
