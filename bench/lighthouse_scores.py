"""Lighthouse scores of five pages; needs Node.js and npm."""

from __future__ import annotations

import json
import os
import subprocess
from typing import TYPE_CHECKING, Any

from bench.targets import failed, figure, unknown
from tests.support.pinned_env import LIMIT, NotInstalledError, node_modules
from tests.support.site_build import PROJECT, serve

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

LOCK = PROJECT / "bench/lighthouse"  # 12.8.2, the last version for Node.js 18 and 20
PAGES = ("", "scenes/1/", "practices/", "municipalities/01/", "search/?q=手紙")
AIM = 98
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")


def report(site: Path) -> Iterator[str]:
    """Yield a line for each page with its four scores, and one for each audit that lost points."""
    try:
        command = node_modules(LOCK) / ".bin/lighthouse"
    except NotInstalledError as error:
        yield unknown("lighthouse", str(error))
        return
    with serve(site, compressed=True) as address:
        for page in PAGES:
            try:
                found = _run(command, address + page)
            except (subprocess.SubprocessError, ValueError) as error:
                yield failed("lighthouse", f"{page or '(home)'}: {error}")
                continue
            # The score of a category is null if one of its audits could not run.
            scores = {name: found["categories"][name]["score"] or 0 for name in CATEGORIES}
            shown = " ".join(f"{score * 100:.0f}" for score in scores.values())
            met = all(round(score * 100) >= AIM for score in scores.values())
            note = f"{page or '(home)'}: {', '.join(CATEGORIES)}"
            yield figure("lighthouse", shown, f"{AIM} each", note, met=met)
            for name, score in scores.items():
                if round(score * 100) < AIM:
                    yield from (
                        f"      {name}: {line}" for line in _audits_below_full_score(found, name)
                    )


def _run(command: Path, url: str) -> dict[str, Any]:
    """Return Lighthouse's report on a page, for its default phone."""
    arguments = [
        str(command),
        url,
        "--output=json",
        "--quiet",
        f"--only-categories={','.join(CATEGORIES)}",
        "--chrome-flags=--headless=new --no-sandbox --disable-gpu",
    ]
    chromium = {"CHROME_PATH": os.environ["CHROMIUM"]} if "CHROMIUM" in os.environ else {}
    done = subprocess.run(  # noqa: S603
        arguments,
        env=os.environ | chromium,
        capture_output=True,
        text=True,
        timeout=LIMIT,
        check=True,
    )
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def _audits_below_full_score(found: dict[str, Any], category: str) -> Iterator[str]:
    """Yield the audits of a category that are below full score."""
    for reference in found["categories"][category]["auditRefs"]:
        audit = found["audits"][reference["id"]]
        if reference["weight"] and audit["score"] is not None and audit["score"] < 1:
            shown = audit.get("displayValue", "")
            yield f"{audit['id']} {audit['score']:.2f} {shown}".strip()
