"""ProperDocs, which carries MkDocs 1 on, builds the same content with the same bytes.

In an environment of its own, without MkDocs, from hash-locked requirements
(`make lock` writes them); it is made once and kept in pytest's cache.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from built import PROJECT

LOCK = Path(__file__).with_name("properdocs.txt")
CONTENT = re.compile(rb'<div id="main" tabindex="-1">.*</div>', re.DOTALL)


def run(*command: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, check=False)  # noqa: S603


@pytest.fixture(scope="module")
def python(request: pytest.FixtureRequest) -> Path:
    """The Python of an environment with ProperDocs; skips if no registry can be reached."""
    assert request.config.cache
    name = hashlib.sha256(LOCK.read_bytes() + sys.version.encode()).hexdigest()[:10]
    folder = request.config.cache.mkdir("properdocs") / name
    python = folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    if not (folder / "ready").exists():
        assert run(sys.executable, "-m", "venv", "--clear", "--without-pip", folder).returncode == 0
        pip = [sys.executable, "-m", "pip", "--python", str(python), "install"]
        done = run(*pip, "--no-deps", "--no-compile", "--require-hashes", "--requirement", LOCK)
        if done.returncode and not re.search("HASH|hash", done.stderr):
            pytest.skip(f"no registry to install ProperDocs from: {done.stderr[-300:]}")
        assert done.returncode == 0, done.stderr
        (folder / "ready").touch()
    return python


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
