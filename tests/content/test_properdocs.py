"""ProperDocs, the continuation of MkDocs 1, builds a site with the same bytes.

It runs in an environment of its own without MkDocs, from locked requirements that `make lock`
writes.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from tests.support.pinned_env import NotInstalledError, installed_python
from tests.support.site_build import PROJECT

if TYPE_CHECKING:
    from pathlib import Path

LOCK = PROJECT / "tests/support/properdocs.txt"
# pip's message when no registry can be reached; a refused certificate is a different defect.
LOST = re.compile("connection broken by '(?!SSL)")
CONTENT = re.compile(rb'<div id="main" tabindex="-1">.*</div>', re.DOTALL)


def run(*command: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, check=False)  # noqa: S603


@pytest.fixture(scope="module")
def python() -> Path:
    """The Python of an environment with ProperDocs; skip without a connection, except in CI."""
    try:
        return installed_python(LOCK, with_project=True)
    except NotInstalledError as error:
        if _is_offline(error.output) and not os.environ.get("CI"):
            pytest.skip(f"no registry to install ProperDocs from: {error}")
        raise


def _is_offline(output: str) -> bool:
    """Return whether pip failed for lack of a connection and not for another reason."""
    return bool(LOST.search(output)) and "hash" not in output.lower()


def test_only_a_lost_connection_is_a_reason_to_skip() -> None:
    command = [sys.executable, "-m", "pip", "download", "--isolated", "--retries", "1", "--no-deps"]
    nowhere = run(*command, "--index-url", "http://127.0.0.1:9/", "properdocs")
    assert nowhere.returncode
    assert _is_offline(nowhere.stderr)
    lost = "WARNING: Retrying after connection broken by 'ReadTimeoutError(…)'"
    assert _is_offline(lost)
    for output in (
        "ERROR: No matching distribution found for properdocs==0.0.1",
        "ERROR: Could not open requirements file",
        "WARNING: Retrying after connection broken by 'SSLError(…)'",
        f"{lost}\nERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE.",
    ):
        assert not _is_offline(output), output


def test_properdocs_gives_the_same_content(python: Path, site: Path, tmp_path: Path) -> None:
    assert run(python, "-c", "import mkdocs").returncode != 0
    built = tmp_path / "site"
    done = run(python, "-m", "properdocs", "build", "--strict", "-f", "mkdocs.yml", "-d", built)
    assert done.returncode == 0, done.stdout + done.stderr
    names = {file.relative_to(site) for file in site.rglob("*") if file.is_file()}
    assert names == {file.relative_to(built) for file in built.rglob("*") if file.is_file()}
    for name in names:
        ours, theirs = (site / name).read_bytes(), (built / name).read_bytes()
        if name.suffix == ".html" and (area := CONTENT.search(ours)):
            assert area[0] == CONTENT.search(theirs)[0], name  # type: ignore[index]
        elif name.name != "sitemap.xml.gz":
            assert ours == theirs, name
    shutil.rmtree(built)
