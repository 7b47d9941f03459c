"""How Debian's nginx serves the site by `hosting/nginx.conf`, asked by wrk: part of `make bench`."""

from __future__ import annotations

import json
import random
import subprocess
import tempfile
from pathlib import Path
from typing import NamedTuple

from servers import installed, run

REQUESTS = 200_000
SECONDS = 5
SCRIPT = """\
local paths = {{{paths}}}
local at = 0
function request()
  at = at % #paths + 1
  return wrk.format("GET", paths[at], {{["Accept-Encoding"] = "gzip"}})
end
function done(summary, latency)
  local e = summary.errors
  io.write(string.format(
    '{{"requests": %d, "errors": %d, "microseconds": %d, "p99": %d, "bytes": %d}}\\n',
    summary.requests, e.connect + e.read + e.write + e.timeout + e.status,
    summary.duration, latency:percentile(99), summary.bytes))
end
"""


class Served(NamedTuple):
    """Requests that were answered, those that failed, their rate and the 99th percentile."""

    requests: int
    errors: int
    per_second: float
    p99: float
    megabytes_per_second: float


def measure(site: Path) -> Served | None:
    """Ask for pages and assets at least `REQUESTS` times; None if nginx or wrk is missing."""
    wrk = installed("wrk")
    if not (installed("nginx") and wrk):
        return None
    with tempfile.TemporaryDirectory() as scratch, run("nginx", site) as server:
        script = Path(scratch) / "paths.lua"
        script.write_text(SCRIPT.format(paths=", ".join(map(json.dumps, _paths(site)))), "utf-8")
        rounds: list[dict[str, int]] = []
        while sum(done["requests"] for done in rounds) < REQUESTS:
            address = f"http://127.0.0.1:{server.port}"
            command = [wrk, "-t1", "-c32", f"-d{SECONDS}s", "-s", str(script), address]
            said = subprocess.run(command, capture_output=True, text=True, check=True).stdout  # noqa: S603
            rounds.append(json.loads(said.splitlines()[-1]))
    total = {key: sum(done[key] for done in rounds) for key in rounds[0]}
    seconds = total["microseconds"] / 1e6
    return Served(
        requests=total["requests"],
        errors=total["errors"],
        per_second=total["requests"] / seconds,
        p99=max(done["p99"] for done in rounds) / 1000,
        megabytes_per_second=total["bytes"] / seconds / 1e6,
    )


def _paths(site: Path) -> list[str]:
    """Every page and asset, in one shuffled order."""
    files = sorted(p for p in site.rglob("*") if p.is_file() and not p.name.startswith("_"))
    paths = [f"/{file.relative_to(site).as_posix().removesuffix('index.html')}" for file in files]
    random.Random(1).shuffle(paths)  # noqa: S311 - the same order every time
    return paths
