"""Check locked packages for known vulnerabilities: `python -m tools.audit LOCK …`.

A lock is a requirements file, or a folder with npm's package-lock.json.  The exit status is
0 when no package has one, 1 when some have, 2 when not all packages could be looked up.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

PIP = ("-m", "pip_audit", "--disable-pip", "--require-hashes", "--progress-spinner=off")
NPM = ("npm", "audit", "--json", "--package-lock-only", "--prefix")

Verdict = tuple[int, list[str]]


def pip_audit_verdict(answer: str, output: str) -> Verdict:
    """Return the status and the lines to print, from pip-audit's JSON and its other output."""
    try:
        packages: list[dict[str, Any]] = json.loads(answer)["dependencies"]
    except ValueError:
        return _unknown((output.strip().splitlines() or ["no answer"])[-1].partition(":")[0])
    weak = [
        f"{package['name']} {package['version']}: {found['id']}, mended in"
        f" {', '.join(found['fix_versions']) or 'no version yet'}"
        for package in packages
        for found in package.get("vulns", ())
    ]
    unknown = [package["name"] for package in packages if "skip_reason" in package]
    if unknown:
        named = "any package" if len(unknown) == len(packages) else ", ".join(unknown)
        weak.append(f"Not audited, the advisory service does not know {named}.")
        return 2, weak
    return _known(weak, len(packages))


def npm_verdict(answer: str, output: str) -> Verdict:
    """Return the status and the lines to print, from npm's JSON and its other output."""
    try:
        report = json.loads(answer)
    except ValueError:
        return _unknown(output.strip().partition("\n")[0] or "no answer")
    if "vulnerabilities" not in report:
        return _unknown(str(report.get("message", "no answer")).partition(" - ")[0])
    # The entry of a vulnerable package has the advisory; those that depend on it only name it.
    found = [each for own in report["vulnerabilities"].values() for each in own["via"]]
    weak = {
        f"{each['name']} {each['range']}: {each['url'].rpartition('/')[2]}"
        for each in found
        if isinstance(each, dict)
    }
    return _known(sorted(weak), report["metadata"]["dependencies"]["total"])


def _known(weak: list[str], packages: int) -> Verdict:
    return bool(weak), weak or [f"No weakness is known of {packages} packages."]


def _unknown(error: str) -> Verdict:
    return 2, [f"Not audited, no advisory service can be reached ({error})."]


def audit(lock: Path) -> Verdict:
    """Audit one lock."""
    if not lock.is_dir():
        return pip_audit_verdict(*_run(sys.executable, *PIP, "--format=json", "-r", str(lock)))
    try:
        return npm_verdict(*_run(*NPM, str(lock)))
    except FileNotFoundError:
        return 2, ["Not audited, npm is missing."]


def _run(*command: str) -> tuple[str, str]:
    done = subprocess.run(command, check=False, capture_output=True, text=True)  # noqa: S603
    return done.stdout, done.stderr


def main(locks: list[str]) -> int:
    """Print the findings of each lock; return the worst status."""
    worst = 0
    for lock in locks:
        status, lines = audit(Path(lock))
        print(*(f"{lock}: {line}" for line in lines), sep="\n")
        worst = max(worst, status)
    return worst


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
