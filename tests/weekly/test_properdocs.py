"""ProperDocs, the continuation of MkDocs 1, builds a site with the same bytes.

It runs in an environment of its own without MkDocs, from locked requirements that `make lock`
writes.
"""

from __future__ import annotations

import re
import subprocess
from typing import TYPE_CHECKING

from tests.support.pinned_env import installed_python
from tests.support.site_build import PROJECT

if TYPE_CHECKING:
    from pathlib import Path

LOCK = PROJECT / "tests/support/properdocs.txt"
CONTENT = re.compile(rb'<div id="main" tabindex="-1">.*</div>', re.DOTALL)


def run(*command: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, check=False)  # noqa: S603


def test_properdocs_gives_the_same_content(site: Path, tmp_path: Path) -> None:
    python = installed_python(LOCK, with_project=True)
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
