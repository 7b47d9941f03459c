"""Builds replace the site completely or not at all; serving shows errors while files are edited."""

from __future__ import annotations

import errno
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from hintbook.cli import main
from hintbook.render.output import Asset
from hintbook.render.publish import site_folder
from hintbook.render.publish.error_banner import inject_banner
from tests.support import servers
from tests.support.invalid_content import CONTENT_OK, invalid
from tests.support.mkdocs_build import start_build
from tests.support.project_files import linked_project
from tests.support.servers import wait_for
from tests.support.site_build import PROJECT

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.support.invalid_content import InvalidContent
    from tests.support.mkdocs_build import Build

FIRST, SECOND = "最初題", "次題"  # of one phrase, which no <wbr> divides


@pytest.fixture(scope="module")
def built_project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project with the small valid content, and its site."""
    project = tmp_path_factory.mktemp("built") / "project"
    project.mkdir()
    linked_project(project, "overrides", "mkdocs.yml")
    shutil.copytree(CONTENT_OK, project / "content")
    retitle(project, FIRST)
    build_files(project)
    return project


@pytest.fixture
def project(built_project: Path, tmp_path: Path) -> Path:
    """A copy of the built project, to be changed by a test."""
    return shutil.copytree(built_project, tmp_path / "project", symlinks=True)


def retitle(project: Path, title: str) -> None:
    scene = project / "content/scenes/scene-1.yml"
    lines = scene.read_text(encoding="utf-8").splitlines()
    lines = [f"title: {title}" if line.startswith("title:") else line for line in lines]
    scene.write_text("\n".join(lines) + "\n", encoding="utf-8")


def build_files(project: Path) -> dict[str, bytes]:
    """Build the project; return the content of every file of the site."""
    code, output = start_build(folder=project).result()
    assert code == 0, output
    return files(project)


def files(project: Path) -> dict[str, bytes]:
    site = project / "site"
    return {p.relative_to(site).as_posix(): p.read_bytes() for p in site.rglob("*") if p.is_file()}


def sites(project: Path) -> list[str]:
    """Return the names of the site and of left-over folders beside it."""
    return sorted(p.name for p in project.iterdir() if p.name.startswith("site") and p.is_dir())


def make_invalid(project: Path, invalid_file: InvalidContent) -> None:
    invalid_file.copy_into(project / "content")


def test_a_site_takes_the_place_of_the_last_one(project: Path) -> None:
    first = files(project)
    retitle(project, SECOND)
    (project / "site/left-over.html").write_text("old")
    second = build_files(project)
    assert first != second
    assert "left-over.html" not in second
    assert SECOND.encode() in second["scenes/1/index.html"]
    assert sites(project) == ["site"]


def test_failed_builds_leave_the_last_site(project: Path) -> None:
    first = files(project)
    retitle(project, SECOND)
    code, output = start_build(folder=project, file_size=20_000).result()
    assert code == 1
    assert "ディスクに空きがありません。" in output.splitlines()[-1]
    assert "Traceback" not in output
    assert sites(project) == ["site"]
    assert files(project) == first
    page = project / "docs/about.md"
    written = page.read_text(encoding="utf-8")
    page.write_text(f"{written}\n[nowhere](nowhere.md)\n", encoding="utf-8")
    code, _ = start_build(folder=project).result()
    assert code == 1
    assert sites(project) == ["site"]
    assert files(project) == first
    page.write_text(written, encoding="utf-8")
    make_invalid(project, invalid("unknown-tag"))
    code, output = start_build(folder=project).result()
    assert code == 1
    assert str(invalid("unknown-tag").place) in output
    assert "Traceback" not in output
    assert files(project) == first


def test_a_place_that_cannot_be_written_is_named(project: Path) -> None:
    (project / "taken").write_text("")
    config = (PROJECT / "mkdocs.yml").read_text("utf-8")
    (project / "mkdocs.yml").write_text(config.replace("site_dir: site", "site_dir: taken/site"))
    code, output = start_build(folder=project).result()
    assert code == 1
    assert re.search(r"taken\S* を読み書きできません（.+）", output.splitlines()[-1])
    assert "Traceback" not in output


def test_a_file_in_the_place_of_the_site_leaves_nothing_beside_it(project: Path) -> None:
    shutil.rmtree(project / "site")
    (project / "site").write_text("a file")
    assert "404.html" in build_files(project)
    assert {p.name for p in project.glob("site*")} <= {"site", "site.lock"}


@pytest.mark.parametrize("folder", ["site", "site.new", "site.apart", "site.old"])
def test_what_a_link_leads_to_is_left_alone(project: Path, folder: str) -> None:
    precious = project / "elsewhere/precious.txt"
    precious.parent.mkdir()
    precious.write_text("kept")
    if (project / folder).exists():
        (project / folder).rename(project / "moved")
    (project / folder).symlink_to("elsewhere")
    code, output = start_build(folder=project).result()
    assert code == 1
    assert f"{folder} はリンクです" in output
    assert "Traceback" not in output
    assert precious.read_text() == "kept"


def move_away(project: Path, link: str) -> None:
    """Put a link in the place of a file or folder of the project, to what it was or a new file."""
    elsewhere = project / "elsewhere" / link
    elsewhere.parent.mkdir(parents=True)
    if (project / link).exists():
        (project / link).rename(elsewhere)
    else:
        elsewhere.write_text("secret")
    (project / link).symlink_to(elsewhere)


@pytest.mark.parametrize(
    "link", ["content", "content/scenes", "content/terms.yml", "docs", "docs/assets/secret.txt"]
)
def test_links_in_content_and_docs_are_errors(
    project: Path, link: str, capsys: pytest.CaptureFixture[str]
) -> None:
    move_away(project, link)
    assert main(["check", str(project / "content")]) == 1
    output = capsys.readouterr().out
    assert f"{link}:1:1: [linked-file]" in output
    assert output.count("1: [") == 1


def test_what_such_a_link_leads_to_is_not_published(project: Path) -> None:
    first = files(project)
    move_away(project, "docs/assets/secret.txt")
    code, output = start_build(folder=project).result()
    assert code == 1
    assert "docs/assets/secret.txt:1:1: [linked-file]" in output
    assert "Traceback" not in output
    assert files(project) == first


def test_a_second_build_says_that_the_first_is_under_way(project: Path) -> None:
    first = files(project)
    staging = site_folder.staging_folder(project / "site")
    with site_folder.site_lock(project / "site"):
        staging.mkdir()
        code, output = start_build(folder=project).result()
    assert code == 1
    assert "終わるのを待ってから" in output
    assert "Traceback" not in output
    assert staging.exists()
    assert files(project) == first
    retitle(project, SECOND)
    builds = [start_build(folder=project) for _ in range(2)]
    ended = [build.result()[0] for build in builds]
    assert 0 in ended
    assert set(ended) <= {0, 1}
    assert build_files(project) == files(project)


def test_a_page_written_by_hand_gets_what_has_left_it(project: Path) -> None:
    redirects = '- from: "about/#former"\n  to: accessibility/\n'
    (project / "content/redirects.yml").write_text(redirects, encoding="utf-8")
    site = build_files(project)
    page = site["about/index.html"].decode()
    assert page.count('<li id="former"><a href="../accessibility/">') == 1
    assert page.index('id="cite"') < page.index('id="former"')
    assert "about/#former" in site["api/v1/addresses.txt"].decode().split()


def test_browsers_are_offered_the_feed_and_a_search_that_can_work(
    project: Path, monkeypatch: pytest.MonkeyPatch, offline_site: Path
) -> None:
    def offered(page: str) -> dict[str, str]:
        links = re.findall(r'<link rel="(alternate|search)" type="[^"]+" [^>]*href="(.+?)">', page)
        return dict(links)

    feed = {"alternate": "../../feed.xml"}
    site = files(project)
    assert offered(site["scenes/1/index.html"].decode()) == feed
    assert "opensearch.xml" not in site
    monkeypatch.setenv("SITE_URL", "https://example.org/book/")
    site = build_files(project)
    search = {"search": "../../opensearch.xml"}
    assert offered(site["scenes/1/index.html"].decode()) == feed | search
    assert b'"https://example.org/book/search/?q={searchTerms}"' in site["opensearch.xml"]
    assert offered((offline_site / "scenes/1.html").read_text(encoding="utf-8")) == {}


def kill_when(build: Build, reached: Callable[[], bool]) -> None:
    """Kill a build once a condition holds."""
    while build.process.is_alive() and not reached():
        time.sleep(0.001)
    build.process.kill()
    build.result()


def shows(page: Path, text: str) -> bool:
    """Return whether a page has a text; between two renames there is no page."""
    try:
        return text in page.read_text("utf-8")
    except FileNotFoundError:
        return False


def test_killed_builds_leave_one_whole_site(project: Path) -> None:
    scene = project / "site/scenes/1/index.html"
    staging = project / "site.new"
    whole = [files(project)]
    retitle(project, SECOND)
    whole.append(build_files(project))
    retitle(project, FIRST)
    moments: tuple[Callable[[], bool], ...] = (
        (staging / "404.html").exists,
        lambda: shows(scene, FIRST),  # the former site is being removed
    )
    for moment in moments:
        kill_when(start_build(folder=project), moment)
        assert files(project) in whole
    staging.mkdir(exist_ok=True)
    (staging / ".left-over").write_text("half of a page")
    retitle(project, SECOND)
    assert build_files(project) == whole[1]
    assert sites(project) == ["site"]


def test_a_site_is_replaced_or_stays(tmp_path: Path) -> None:
    site = tmp_path / "site"
    for text in ("one", "two"):
        new = site_folder.staging_folder(site)
        new.mkdir()
        (new / "index.html").write_text(text)
        site_folder.replace_site(new, site)
        assert (site / "index.html").read_text() == text
    assert list(tmp_path.iterdir()) == [site]
    with pytest.raises(FileNotFoundError):
        site_folder.replace_site(site_folder.staging_folder(site), site)
    assert (site / "index.html").read_text() == "two"


def test_what_is_written_apart_is_merged(tmp_path: Path) -> None:
    new, site = site_folder.apart_folder(tmp_path / "site"), tmp_path / "site"
    assets = [Asset(path, path.encode, apart=True) for path in ("id/a/b.html", "c/new.txt", "d")]
    (site / "c").mkdir(parents=True)
    (site / "c/old.txt").write_text("old")
    (site / "d").write_text("old")
    (new / "c").mkdir(parents=True)
    (new / "c/new.txt").write_text("half", encoding="utf-8")  # of a process that ended early
    site_folder.write_apart(assets, new)()
    site_folder.merge(new, site)
    written = {asset.path: asset.path for asset in assets}
    found = {p.relative_to(site).as_posix(): p.read_text() for p in site.rglob("*") if p.is_file()}
    assert found == {"c/old.txt": "old"} | written


def test_a_build_killed_between_the_renames_is_undone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site, new = tmp_path / "site", tmp_path / "site.new"
    site.mkdir()
    (site / "index.html").write_text("one")
    new.mkdir()
    renames = iter([Path.rename])  # the first rename works, then the process ends

    def rename(self: Path, target: Path) -> Path:
        step = next(renames, None)
        if step is None:
            raise KeyboardInterrupt
        return step(self, target)

    with monkeypatch.context() as patched:
        patched.setattr(Path, "rename", rename)
        with pytest.raises(KeyboardInterrupt):
            site_folder.replace_site(new, site)
    assert not site.exists()
    site_folder.restore(site)
    assert (site / "index.html").read_text() == "one"


# Serving


@pytest.fixture
def served(project: Path) -> Iterator[str]:
    with servers.served(project, TMPDIR=str(project.parent)) as address:
        yield address


def test_an_occupied_port_is_said_before_anything_is_built(project: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        command = [sys.executable, "-m", "mkdocs", "serve", "--dev-addr", f"127.0.0.1:{port}"]
        done = subprocess.run(  # noqa: S603
            command, cwd=project, capture_output=True, text=True, check=False
        )
    assert done.returncode == 1
    assert f"127.0.0.1:{port} でサイトを見せられません" in done.stdout + done.stderr
    assert "Traceback" not in done.stderr


# Faults that are not of the content: a file, what is written to it, what the banner says.
FAULTS = (
    ("overrides/main.html", b"{% nonsense %}", "overrides/main.html:1"),
    ("docs/about.md", b"---\na: [\n---\n# x { #x }", "render/pages/handwritten.py:"),
    ("mkdocs.yml", b"nonsense: [", "ConfigurationError"),
)


def test_every_fault_shows_until_it_is_mended(project: Path, served: str) -> None:
    scene = f"{served}scenes/1/"
    page = wait_for(scene, FIRST)
    assert "Content-Security-Policy" not in page  # it would block the reload script
    for name, fault, message in FAULTS:
        file = project / name
        valid = file.read_bytes() if file.exists() else None
        file.write_bytes(fault)
        page = wait_for(scene, message)
        assert page.count('role="alert"') == 1
        assert "内容の誤りではない不具合で" in page
        assert FIRST in page
        if valid is None:
            file.unlink()
        else:
            file.write_bytes(valid)
    terms = (project / "content/terms.yml").read_bytes()
    make_invalid(project, invalid("malformed-id"))
    page = wait_for(scene, "内容に誤りが 1 件あります")
    assert str(invalid("malformed-id").place) in page
    assert "内容の誤りではない" not in page
    assert FIRST in page
    (project / "content/terms.yml").write_bytes(terms)
    retitle(project, SECOND)
    assert SECOND in wait_for(scene, "内容に誤りが", gone=True)


def test_pages_show_a_change_before_everything_follows(project: Path, served: str) -> None:
    data = f"{served}api/v1/entries.json"
    wait_for(data, FIRST)
    for title in (SECOND, FIRST, SECOND):  # the last one may end a build that is under way
        retitle(project, title)
        wait_for(f"{served}scenes/1/", title)
        with urllib.request.urlopen(f"{served}scenes/") as answer:  # noqa: S310
            assert title in answer.read().decode()  # put in place together
    wait_for(data, SECOND)
    wait_for(f"{served}about/", "cite")


def test_folders_may_go_and_return_while_served(project: Path, served: str) -> None:
    scene = f"{served}scenes/1/"
    wait_for(scene, FIRST)
    for name in ("content", "overrides"):
        (project / name).rename(project / "away")
        assert FIRST in wait_for(scene, 'role="alert"')
        (project / "away").rename(project / name)
        wait_for(scene, 'role="alert"', gone=True)
    retitle(project, SECOND)
    wait_for(scene, SECOND)
    about = project / "docs/about.md"
    about.write_text(about.read_text("utf-8") + "\n見本の文\n", "utf-8")
    wait_for(f"{served}about/", "見本の文")


def test_serving_may_start_with_bad_content(project: Path, served: str) -> None:
    terms = project / "content/terms.yml"
    valid = terms.read_bytes()
    make_invalid(project, invalid("malformed-id"))
    wait_for(served, "まだ表示できる内容がありません")
    for path in ("", "scenes/1/", "nothing.html"):
        try:
            with urllib.request.urlopen(f"{served}{path}") as answer:  # noqa: S310
                status, page = answer.status, answer.read().decode()
        except urllib.error.HTTPError as refusal:
            status, page = refusal.code, refusal.read().decode()
        assert status == (503 if path else 200)
        assert str(invalid("malformed-id").place) in page
        assert "まだ表示できる内容がありません" in page
        assert "ページが見つかりません" not in page
        assert "表示しています" not in page
    terms.write_bytes(valid)
    wait_for(f"{served}scenes/1/", FIRST)
    with pytest.raises(urllib.error.HTTPError, match="404"):
        urllib.request.urlopen(f"{served}nothing/")  # noqa: S310


def test_drafts_are_served_and_marked_but_not_built(project: Path, served: str) -> None:
    scene = project / "content/scenes/scene-1.yml"
    valid = scene.read_text(encoding="utf-8")
    scene.write_text(re.sub("(?m)^lead: .*", "lead: 要記入（導入）", valid), encoding="utf-8")
    page = wait_for(f"{served}scenes/1/", "要記入（導入）")
    assert page.count("data-draft") == 1
    assert "下書きです。" in page
    assert "content/scenes/scene-1.yml:4:7" in page
    assert 'role="alert" data-errors' not in page
    assert "data-draft" not in wait_for(f"{served}about/", "cite")
    code, output = start_build(folder=project).result()
    assert code == 1
    assert "content/scenes/scene-1.yml:4:7: [unfinished]" in output
    assert main(["check", str(project / "content")]) == 1


def raised(failure: Exception) -> Exception:
    """Return an exception with a traceback."""
    try:
        raise failure
    except type(failure) as found:
        return found


def test_what_is_wrong_now_takes_the_place_of_what_was(tmp_path: Path) -> None:
    for name in ("a.html", "b.html"):
        (tmp_path / name).write_text("<body><p>本文", "utf-8")
    (tmp_path / "c.html").write_bytes(b"<body>\xff")
    inject_banner(tmp_path, raised(ValueError("一つめ")))
    inject_banner(tmp_path, raised(OSError(errno.ENOSPC, "No space left on device")))
    for name in ("a.html", "b.html"):
        page = (tmp_path / name).read_text("utf-8")
        assert page.count('role="alert"') == 1
        assert "一つめ" not in page
        assert "ディスクに空きがありません" in page
        assert page.startswith('<body><section role="alert"')
        assert page.endswith("</section><p>本文")
    assert (tmp_path / "c.html").read_bytes() == b"<body>\xff"
    assert {file.name for file in tmp_path.iterdir()} == {"a.html", "b.html", "c.html"}


def test_pages_that_cannot_be_written_stay_as_they_are(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.html").write_text("<body>", "utf-8")

    def full(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(type(tmp_path), "write_text", full)
    inject_banner(tmp_path, raised(ValueError("不具合")))
    assert (tmp_path / "a.html").read_text("utf-8") == "<body>"
