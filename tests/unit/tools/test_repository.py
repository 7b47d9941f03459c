"""The repository's own files: workflows, issue forms, locks, editor settings, folders."""

from __future__ import annotations

import ast
import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
import yaml
from check_jsonschema import main as check_jsonschema

from hintbook.load.files import file_type_of
from hintbook.load.validation import read
from hintbook.load.yaml_reader import parse
from hintbook.model import Passage
from tests.support.project_files import project_files
from tests.support.site_build import PROJECT

GITHUB = PROJECT / ".github"
WORKFLOWS = sorted((GITHUB / "workflows").glob("*.yml"))
FORMS = sorted(p for p in (GITHUB / "ISSUE_TEMPLATE").glob("*.yml") if p.name != "config.yml")


def _lint_output(*command: str | Path) -> str:
    """Return the output of a linter if it fails, else an empty text."""
    tool = shutil.which(str(command[0]), path=str(Path(sys.executable).parent))
    assert tool, f"{command[0]} is not installed"
    done = subprocess.run([tool, *command[1:]], capture_output=True, text=True, check=False)  # noqa: S603
    return "" if done.returncode == 0 else done.stdout + done.stderr


def test_workflows_are_secure() -> None:
    flags = ("--offline", "--no-online-audits", "--persona=auditor", "--strict-collection")
    assert _lint_output("zizmor", *flags, "--quiet", GITHUB) == ""


@pytest.mark.parametrize(
    ("schema", "files"),
    [
        ("github-workflows", WORKFLOWS),
        ("github-issue-forms", FORMS),
        ("github-issue-config", [GITHUB / "ISSUE_TEMPLATE/config.yml"]),
        ("dependabot", [GITHUB / "dependabot.yml"]),
    ],
)
def test_files_have_the_form_that_github_reads(
    schema: str, files: list[Path], capsys: pytest.CaptureFixture[str]
) -> None:
    assert files
    with pytest.raises(SystemExit) as ended:
        check_jsonschema(["--builtin-schema", f"vendor.{schema}", *map(str, files)])
    assert ended.value.code == 0, capsys.readouterr()


def _workflow(name: str) -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load((GITHUB / "workflows" / name).read_text("utf-8"))
    return loaded


def test_every_action_is_pinned_and_says_its_version() -> None:
    used = [
        line.partition("uses: ")[2]
        for file in WORKFLOWS
        for line in file.read_text("utf-8").splitlines()
        if "uses: " in line and "uses: $/" not in line
    ]
    assert used
    pinned = re.compile(r"[\w-]+/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+")
    assert [use for use in used if not pinned.fullmatch(use)] == []
    assert len(set(used)) == len({use.partition("@")[0] for use in used}), "two versions of one"


def test_no_workflow_can_write_but_where_it_must() -> None:
    writes = {
        (file.name, name, scope)
        for file in WORKFLOWS
        for name, job in _workflow(file.name)["jobs"].items()
        for scope, grant in job["permissions"].items()
        if grant == "write"
    }
    assert writes == {
        ("comment.yml", "comment", "pull-requests"),
        ("publish.yml", "deploy", "id-token"),
        ("publish.yml", "deploy", "pages"),
    }
    assert all(_workflow(file.name)["permissions"] == {} for file in WORKFLOWS)
    steps = _workflow("comment.yml")["jobs"]["comment"]["steps"]
    assert [step.get("uses") for step in steps] == [None], "nothing of a pull request is fetched"


def test_weekly_tests_run_every_week_and_when_code_changes_but_not_for_content() -> None:
    weekly: dict[Any, Any] = _workflow("weekly.yml")
    events = weekly[True]  # YAML reads the key "on" as true
    assert {"pull_request", "schedule", "workflow_dispatch"} == {*events}
    paths = events["pull_request"]["paths"]
    assert {"hooks/**", "overrides/**", "docs/assets/**", "tests/**"} < {*paths}
    assert not any(path.startswith("content") for path in paths)
    assert "make weekly" in [step.get("run") for step in weekly["jobs"]["test"]["steps"]]
    tests = tomllib.loads((PROJECT / "pyproject.toml").read_text("utf-8"))["tool"]["pytest"]
    folders = {
        folder.relative_to(PROJECT).as_posix()
        for folder in (PROJECT / "tests").iterdir()
        if any(folder.rglob("test_*.py"))
    }
    assert folders - {*tests["ini_options"]["testpaths"]} == {"tests/weekly"}


def test_the_published_site_offers_the_offline_copy() -> None:
    steps = _workflow("publish.yml")["jobs"]["build"]["steps"]
    assert "make build OFFLINE=1" in [step.get("run") for step in steps]
    make = shutil.which("make") or pytest.skip("make is missing")
    command = [make, "--dry-run", "--always-make", "build", "OFFLINE=1"]
    output = subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, check=True).stdout  # noqa: S603
    packs, builds = output.index("tools.offline site-copy dist"), output.index("OFFLINE=dist/")
    assert packs < builds


# Replaces GitHub's command: provides a report, the head of pull request 7 and old comments;
# records what would be written.
GH = """\
#!{python} -IS
import os, pathlib, sys
words, here = sys.argv[1:], pathlib.Path(os.environ["HERE"])
if words[:2] == ["run", "download"]:
    (here / "given").rename("report")
elif words[1].endswith("/artifacts"):
    print(os.environ["SIZE"] if (here / "given").exists() else 0)
elif "/pulls/" in words[1]:
    print("head-of-7" if words[1].endswith("/pulls/7") else "another")
elif "--method" in words:
    with (here / "written").open("a") as kept:
        print(words[words.index("--method") + 1], words[4], file=kept)
        kept.write(pathlib.Path("comment.md").read_text("utf-8"))
else:
    print(os.environ["OLD"], end="")
"""


def _comment(
    folder: Path,
    *,
    number: str | None = "7",
    text: bytes = b"changed",
    old: str = "",
    **unsafe: Any,
) -> str:
    """Run the script of comment.yml with a report; return what it writes.

    number, text: content of the report's files
    old: id of the comment that is there
    unsafe: `size` of the report as GitHub tells it, in bytes; `link`: name of a link in it
    """
    command = folder / "gh"
    command.write_text(GH.replace("{python}", sys.executable), encoding="utf-8")
    command.chmod(0o755)
    if number is not None:
        (folder / "given").mkdir()
        (folder / "given/number").write_text(number, encoding="utf-8")
        (folder / "given/changes.md").write_bytes(text)
        if link := unsafe.get("link"):
            (folder / "given" / link).unlink(missing_ok=True)
            (folder / "given" / link).symlink_to("/etc/hostname")
    script = _workflow("comment.yml")["jobs"]["comment"]["steps"][0]["run"]
    given = {"GH_REPO": "o/r", "HEAD": "head-of-7", "RUN": "1", "HERE": str(folder), "OLD": old}
    given["SIZE"] = str(unsafe.get("size", 1000))
    path = f"{folder}{os.pathsep}{os.environ['PATH']}"
    bash = ["bash", "-e", "-o", "pipefail", "-c", script]
    subprocess.run(bash, cwd=folder, env={**os.environ, **given, "PATH": path}, check=True)  # noqa: S603
    written = folder / "written"
    return written.read_text("utf-8") if written.exists() else ""


needs_bash = pytest.mark.skipif(
    not shutil.which("bash") or sys.platform == "win32", reason="the workflow's shell is missing"
)


@needs_bash
def test_a_report_is_written_once_and_then_renewed(tmp_path: Path) -> None:
    first, second = tmp_path / "1", tmp_path / "2"
    first.mkdir()
    second.mkdir()
    fresh = _comment(first, text="加わった項目 1 件".encode())
    assert fresh.startswith("POST repos/o/r/issues/7/comments\n<!-- hintbook changes -->\n")
    assert "\n\n    加わった項目 1 件" in fresh
    assert _comment(second, old="42\n").startswith("PATCH repos/o/r/issues/comments/42\n")


@needs_bash
@pytest.mark.parametrize("number", ["8", "", "8; echo 7", "9/../7", None])
def test_a_report_for_another_pull_request_is_not_written(
    tmp_path: Path, number: str | None
) -> None:
    assert _comment(tmp_path, number=number) == ""


@needs_bash
@pytest.mark.parametrize("text", ["字" * 50_000, "\n" * 50_000])
def test_a_report_cannot_be_longer_than_a_comment(tmp_path: Path, text: str) -> None:
    written = _comment(tmp_path, text=text.encode() + b"\xff")
    assert 10_000 < len(written) < 65_000


@needs_bash
def test_a_report_is_shown_as_text(tmp_path: Path) -> None:
    written = _comment(tmp_path, text=b"~~~~\n@someone\r# Merge this\n\n<img src=x>\n")
    _, _, shown = written.partition("\n\n")
    assert [
        line for line in shown.splitlines() if line.strip() and not line.startswith("    ")
    ] == []


@needs_bash
@pytest.mark.parametrize("unsafe", [{"size": 2_000_000}, {"link": "changes.md"}, {"link": "x"}])
def test_a_large_report_or_one_with_links_is_not_written(
    tmp_path: Path, unsafe: dict[str, Any]
) -> None:
    assert _comment(tmp_path, **unsafe) == ""


def _step(workflow: str, job: str, text: str) -> str:
    """Return the commands of the step that has a text."""
    steps = _workflow(workflow)["jobs"][job]["steps"]
    (found,) = [step["run"] for step in steps if text in step.get("run", "")]
    return str(found)


@needs_bash
def test_faults_of_content_are_summed_up_as_text(tmp_path: Path) -> None:
    hintbook = tmp_path / ".venv/bin/hintbook"
    hintbook.parent.mkdir(parents=True)
    hintbook.write_text("#!/bin/sh\nprintf '%s\\n' '~~~~~~~~~~' '@someone' '<img src=x>'\nexit 1\n")
    hintbook.chmod(0o755)
    command = [
        "bash",
        "-e",
        "-o",
        "pipefail",
        "-c",
        _step("check.yml", "content", "hintbook check || "),
    ]
    environment = os.environ | {"GITHUB_STEP_SUMMARY": str(tmp_path / "summary")}
    subprocess.run(command, cwd=tmp_path, env=environment, check=True)  # noqa: S603
    listed = (tmp_path / "report/changes.md").read_text("utf-8").splitlines()[-3:]
    assert listed == ["    ~~~~~~~~~~", "    @someone", "    <img src=x>"]


@needs_bash
@pytest.mark.parametrize(("broken", "status"), [("", 0), ("link", 1), ("size", 1)])
def test_links_and_large_sites_are_not_handed_on(tmp_path: Path, broken: str, status: int) -> None:
    for folder in ("site", "dist"):
        (tmp_path / folder).mkdir()
    if broken == "link":
        (tmp_path / "dist/etc").symlink_to("/etc")
    size = "600\\tsite" if broken == "size" else "6\\tsite"
    script = f"make() {{ :; }}; du() {{ printf '{size}\\n'; }}; "
    command = ["bash", "-e", "-c", script + _step("check.yml", "content", "make build offline")]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, check=False)  # noqa: S603
    assert done.returncode == status


def test_the_image_of_the_dev_container_is_pinned() -> None:
    container = json.loads((PROJECT / ".devcontainer/devcontainer.json").read_text("utf-8"))
    assert re.fullmatch(r"[\w/.-]+(:\d+\.\d+\.\d+-\w+|.*@sha256:[0-9a-f]{64})", container["image"])


# What `make audit` asks about, and `make lock` writes.
MAKEFILE = (PROJECT / "Makefile").read_text("utf-8")
LOCKS = re.findall(r"^LOCKS := (.+)$", MAKEFILE.replace("\\\n", ""), re.MULTILINE)[0].split()
REQUIREMENTS = [name for name in LOCKS if name.endswith(".txt")]


def test_every_lock_is_audited_and_renewed() -> None:
    rooms = [PROJECT / name for name in ("tools", "bench", "tests")]
    locked = [*PROJECT.glob("*.txt"), *(file for room in rooms for file in room.rglob("*.txt"))]
    assert sorted(map(str, locked)) == sorted(str(PROJECT / name) for name in REQUIREMENTS)
    npm = [file.parent for room in rooms for file in room.rglob("package.json")]
    assert npm == [PROJECT / name for name in LOCKS if name not in REQUIREMENTS]
    recipe = MAKEFILE.partition("\nlock: ")[2].partition("\n\n")[0]
    assert [name for name in LOCKS if name.removesuffix(".txt") not in recipe] == []


@pytest.mark.parametrize("name", REQUIREMENTS)
def test_every_requirement_is_pinned_with_its_hashes(name: str) -> None:
    text = (PROJECT / name).read_text("utf-8")
    assert not re.search(r"https?:|--(extra-)?index|--find-links|@ ", text)
    text = re.sub(r"^ *#.*\n", "", text, flags=re.MULTILINE)
    requirement = r"[\w.\[\]-]+==[^\s;]+( ; [^\\\n]+)? \\\n"
    assert re.fullmatch(rf"({requirement}( +--hash=sha256:[0-9a-f]{{64}}( \\)?\n)+)+", text)


@pytest.mark.parametrize("name", [name for name in LOCKS if name not in REQUIREMENTS])
def test_every_package_of_npm_is_pinned_with_its_hash_and_names_no_registry(name: str) -> None:
    folder = PROJECT / name
    locked = json.loads((folder / "package-lock.json").read_text("utf-8"))["packages"]
    wanted = json.loads((folder / "package.json").read_text("utf-8"))
    kinds = ("dependencies", "devDependencies")
    root = locked.pop("")
    assert [root.get(kind) for kind in kinds] == [wanted.get(kind) for kind in kinds]
    assert locked
    assert "ignore-scripts=true\n" in (folder / ".npmrc").read_text("utf-8")
    for package_name, package in locked.items():
        assert package["integrity"].startswith("sha512-"), package_name
        assert not package.keys() & {"resolved", "link"}, package_name
        # npm treats a lock without registry addresses as unfinished where it holds no version.
        floating = {own for own, v in package.get("dependencies", {}).items() if v == "latest"}
        assert floating <= wanted.get("overrides", {}).keys(), package_name


def test_no_folder_of_code_holds_more_than_sixteen_files() -> None:
    code = {".py", ".js", ".css", ".html"}
    folders = Counter(file.parent for file in project_files() if file.suffix in code)
    crowded = {folder.relative_to(PROJECT).as_posix() for folder, n in folders.items() if n > 16}
    assert crowded == set()


@pytest.mark.parametrize(
    ("folder", "forbidden"),
    [
        ("tools", {"tests", "bench"}),
        ("tests/support", {"bench"}),
        ("hooks", {"tests", "bench", "tools"}),
    ],
)
def test_folders_do_not_import_from_those_above_them(folder: str, forbidden: set[str]) -> None:
    for file in (PROJECT / folder).rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.Import):
                modules = {alias.name for alias in node.names}
            else:
                modules = {node.module or ""} if isinstance(node, ast.ImportFrom) else set()
            assert not {module.partition(".")[0] for module in modules} & forbidden, file


def test_editors_get_a_schema_for_every_kind_of_content() -> None:
    settings = json.loads((PROJECT / ".vscode/settings.json").read_text("utf-8"))
    covered = {
        file
        for pattern in settings["yaml.schemas"].values()
        for file in PROJECT.glob(pattern)
        if "/survey/data/" not in file.as_posix()
    }
    assert sorted((PROJECT / "content").rglob("*.yml")) == sorted(covered)


def test_links_in_the_repository_resolve() -> None:
    pages = [*PROJECT.glob("*.md"), PROJECT / "hosting/README.md"]
    links = [
        (page, link)
        for page in pages
        for link in re.findall(r"\]\(([^)#\s]+)\)", page.read_text("utf-8"))
    ]
    assert [
        f"{page.name}: {link}"
        for page, link in links
        if not link.startswith(("http", "mailto:")) and not (page.parent / link).exists()
    ] == []


def test_paths_in_the_architecture_exist() -> None:
    text = (PROJECT / "ARCHITECTURE.md").read_text("utf-8")
    paths = re.findall(r"`([\w.-]+/[\w./-]*|[\w-]+\.(?:py|md|yml|toml|lock|json))`", text)
    roots = (PROJECT, PROJECT / "hooks/hintbook")
    assert len(paths) > 30
    pages = {"practices/", "scenes/1"}  # addresses of the site
    missing = {path for path in paths if not any((root / path).exists() for root in roots)}
    assert missing <= pages


def test_a_clone_on_windows_is_as_on_linux(tmp_path: Path) -> None:
    git = shutil.which("git") or pytest.skip("git is missing")
    files = {"a.yml": b"id: a\n", "b.csv": b"n\n1\n", "c.png": b"\x89PNG\r\n\x1a\n\0\n"}
    shutil.copy(PROJECT / ".gitattributes", tmp_path)
    for name, raw in files.items():
        (tmp_path / name).write_bytes(raw)

    def run(*arguments: str) -> None:
        subprocess.run([git, "-c", "core.autocrlf=true", *arguments], cwd=tmp_path, check=True)  # noqa: S603

    run("init", "--quiet")
    run("add", "--all")
    for name in files:
        (tmp_path / name).unlink()
    run("checkout", "--quiet", "--", ".")
    assert {name: (tmp_path / name).read_bytes() for name in files} == files


# What GNU make has got since 3.81, the version that macOS has.
NEW_IN_MAKE = re.compile(
    r"^(?:\.ONESHELL|\.RECIPEPREFIX|undefine |private |load )|!=|::=|&:"
    r"|\$\((?:file|guile|let|intcmp) |--output-sync|\.EXTRA_PREREQS",
    re.MULTILINE,
)


def test_the_makefile_is_for_the_make_of_macos_too() -> None:
    assert NEW_IN_MAKE.search("a != b")
    assert NEW_IN_MAKE.search((PROJECT / "Makefile").read_text("utf-8")) is None


def test_examples_of_content_in_the_guide_are_valid() -> None:
    guide = (PROJECT / "CONTRIBUTING.md").read_text("utf-8")
    examples = re.findall(r"^```yaml\n(.*?)^```", guide, re.MULTILINE | re.DOTALL)
    names = {"- from": "redirects.yml", "- id:": "retired.yml", "id: ": "practices/x.yml"}
    kinds = []
    for example in examples:
        start = re.sub("^#.*\n", "", example)
        name = next((name for head, name in names.items() if start.startswith(head)), None)
        if name:
            file_type = file_type_of(name)
            assert file_type
            read(example.encode(), name, file_type)
        else:  # a passage of a source
            Passage.model_validate(parse(example.encode(), "sources/x.yml").data[0])
        kinds.append(name)
    assert {*kinds} == {*names.values(), None}
