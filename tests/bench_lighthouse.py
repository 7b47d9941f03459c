"""What Lighthouse says about five pages, where Node.js and npm are there to run it."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from typing import TYPE_CHECKING, Any

from built import PROJECT, serve

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

VERSION = "12.8.2"  # the last that runs on Node.js 18 and 20
FOLDER = PROJECT / ".cache/lighthouse"
PAGES = ("", "scenes/1/", "practices/", "municipalities/01/", "search/?q=手紙")
AIM = 98
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
LIMIT = 600


def report(site: Path) -> Iterator[str]:
    """A line a page with its four scores, and one for each audit that costs points."""
    problem = _installed()
    if problem:
        yield f"lighthouse          not measured: {problem}"
        return
    with serve(site, packed=True) as address:
        for page in PAGES:
            try:
                found = _run(address + page)
            except (subprocess.SubprocessError, ValueError) as error:
                yield f"lighthouse          {page or '(home)'} not measured: {error}"
                continue
            scores = {name: round(found["categories"][name]["score"] * 100) for name in CATEGORIES}
            said = "  ".join(f"{name} {score}" for name, score in scores.items())
            yield f"lighthouse          {said}   (aim: {AIM} each)   {page or '(home)'}"
            for name in CATEGORIES:
                if scores[name] < AIM:
                    yield from (f"    {name}: {line}" for line in _lost(found, name))


def _installed() -> str | None:
    """Install Lighthouse in the cache unless it is there; what hinders it, if anything does."""
    if not shutil.which("node") or not shutil.which("npm"):
        return "it needs Node.js and npm"
    package = FOLDER / "node_modules/lighthouse/package.json"
    if package.is_file() and json.loads(package.read_text("utf-8"))["version"] == VERSION:
        return None
    FOLDER.mkdir(parents=True, exist_ok=True)
    command = ["npm", "install", "--no-audit", "--no-fund", "--no-save", f"lighthouse@{VERSION}"]
    try:
        done = subprocess.run(  # noqa: S603
            command, cwd=FOLDER, capture_output=True, text=True, timeout=LIMIT, check=False
        )
    except subprocess.TimeoutExpired:
        return "npm did not answer in time"
    return done.stderr.strip().splitlines()[-1] if done.returncode else None


def _run(url: str) -> dict[str, Any]:
    """Lighthouse's report on a page, as on a middling phone."""
    command = [
        str(FOLDER / "node_modules/.bin/lighthouse"),
        url,
        "--output=json",
        "--quiet",
        f"--only-categories={','.join(CATEGORIES)}",
        "--chrome-flags=--headless=new --no-sandbox --disable-gpu",
    ]
    chromium = {"CHROME_PATH": os.environ["CHROMIUM"]} if "CHROMIUM" in os.environ else {}
    done = subprocess.run(  # noqa: S603
        command,
        env=os.environ | chromium,
        capture_output=True,
        text=True,
        timeout=LIMIT,
        check=True,
    )
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def _lost(found: dict[str, Any], category: str) -> Iterator[str]:
    """The audits of a category that have not full marks."""
    for reference in found["categories"][category]["auditRefs"]:
        audit = found["audits"][reference["id"]]
        if reference["weight"] and audit["score"] is not None and audit["score"] < 1:
            shown = audit.get("displayValue", "")
            yield f"{audit['id']} {audit['score']:.2f} {shown}".strip()
