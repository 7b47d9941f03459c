"""Ask whether a locked package has a weakness that is known: `python audit.py requirements.txt`.

0 when every package was looked up and none has one, 1 when some have, 2 when not all of
them could be looked up.
"""

from __future__ import annotations

import json
import subprocess
import sys
from typing import Any

COMMAND = ("pip_audit", "--disable-pip", "--require-hashes", "--progress-spinner=off")


def verdict(answer: str, said: str) -> tuple[int, list[str]]:
    """The status and the lines to print, from pip-audit's JSON and from what it said beside."""
    try:
        packages: list[dict[str, Any]] = json.loads(answer)["dependencies"]
    except ValueError:
        error = (said.strip().splitlines() or ["no answer"])[-1].partition(":")[0]
        return 2, [f"Not audited, no advisory service can be reached ({error})."]
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
    return bool(weak), weak or [f"No weakness is known of {len(packages)} packages."]


def main(requirements: str) -> int:
    """Run pip-audit and print what it found."""
    command = [sys.executable, "-m", *COMMAND, "--format=json", "--requirement", requirements]
    done = subprocess.run(command, check=False, capture_output=True, text=True)  # noqa: S603
    status, lines = verdict(done.stdout, done.stderr)
    print("\n".join(lines))
    return status


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
