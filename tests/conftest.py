"""Fixtures of all tests."""

from __future__ import annotations

import functools
import os
import shutil
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import settings
from playwright.sync_api import Browser, Page, sync_playwright

from hintbook.cli import main
from hintbook.library import Library, open_library
from tests.support.invalid_content import CONTENT_OK
from tests.support.pages import launch_browser
from tests.support.project_files import copied_project
from tests.support.site_build import PROJECT, build, build_once, serve
from tests.support.small_content import fixture_project, small_project

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

# The same examples on every run, without a deadline for slow machines.
settings.register_profile("hintbook", derandomize=True, deadline=None)
settings.load_profile("hintbook")


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add what `make weekly` asks for."""
    extent = "visit a page of every kind, in every state and look, not only a few"
    parser.addoption("--every-page", action="store_true", help=extent)


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """A copy of the small valid content, to be changed by a test."""
    return shutil.copytree(CONTENT_OK, tmp_path / "content")


@pytest.fixture(scope="session")
def formatted_project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project with content of all types, formatted, and its schemas."""
    project = tmp_path_factory.mktemp("formatted")
    content = str(fixture_project(project))
    assert main(["format", content]) == 0
    assert main(["schema", content, "--folder", str(project / "schemas")]) == 0
    return project


@pytest.fixture
def project(formatted_project: Path, tmp_path: Path) -> Path:
    """A copy of the formatted project, to be changed by a test."""
    return copied_project(formatted_project, tmp_path / "project")


@pytest.fixture(scope="session")
def library() -> Library:
    """The library of the project's own content."""
    return open_library(PROJECT / "content")


@pytest.fixture(scope="session")
def shared_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that all workers of this run share."""
    own = tmp_path_factory.getbasetemp()
    return own.parent if "PYTEST_XDIST_WORKER" in os.environ else own


@pytest.fixture(scope="session")
def site(shared_folder: Path) -> Path:
    """The folder of the built site."""
    return build_once(shared_folder / "site")


@pytest.fixture(scope="session")
def small_config(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The configuration file of a project with small content, which has every kind of page."""
    return small_project(tmp_path_factory.mktemp("small"))


@pytest.fixture(scope="session")
def small_content(small_config: Path) -> Path:
    return small_config.with_name("content")


@pytest.fixture(scope="session")
def small_library(small_content: Path) -> Library:
    return open_library(small_content)


@pytest.fixture(scope="session")
def small_site(shared_folder: Path, small_config: Path) -> Path:
    """The folder of the site built from the small content."""
    build_small = functools.partial(build, config=str(small_config))
    return build_once(shared_folder / "small_site", build_small)


@pytest.fixture(scope="session")
def offline_site(shared_folder: Path, small_config: Path) -> Path:
    """The folder of the small content's site that opens from disk."""
    config = small_config.with_name("mkdocs.copy.yml")
    # The variable is for the published site: the copy must not hold itself.
    copy = functools.partial(build, config=str(config), OFFLINE="dist/hintbook.zip")
    return build_once(shared_folder / "small_offline_site", copy)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as play:
        yield launch_browser(play)


@pytest.fixture(scope="session")
def address(site: Path) -> Iterator[str]:
    with serve(site) as address:
        yield address


@pytest.fixture
def visit(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Callable[..., Page]]:
    """Open a path in a new browser context; fail on console messages and foreign requests.

    The path is one of `root`, by default of the site at `address`, which only then is served.
    """
    contexts = []
    messages: list[str] = []

    def open_page(path: str, *, root: str | None = None, **options: Any) -> Page:
        start: str = root or request.getfixturevalue("address")
        context = browser.new_context(**{"viewport": {"width": 1280, "height": 900}, **options})
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: messages.append(f"{page.url}: {message.text}"))
        page.on("pageerror", lambda error: messages.append(f"{page.url}: {error}"))
        page.on(
            "request",
            lambda asked: (
                None
                if asked.url.startswith((start, "data:"))
                else messages.append(f"request to {asked.url}")
            ),
        )
        page.goto(start + path)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert messages == []
