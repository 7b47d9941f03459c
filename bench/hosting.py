"""Load test of nginx with `hosting/nginx.conf` by wrk: part of `make bench`."""

from __future__ import annotations

import json
import random
import subprocess
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from bench.targets import figure, unknown
from tests.support.servers import program_path, run_server

if TYPE_CHECKING:
    from collections.abc import Iterator

REQUESTS = 200_000
SECONDS = 5
ROUNDS = 24  # a machine that needs more is too slow to measure on
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
    """Counts of answered and failed requests, their rate and the 99th percentile in milliseconds."""

    requests: int
    errors: int
    per_second: float
    p99: float
    megabytes_per_second: float


def report(site: Path) -> Iterator[str]:
    """Yield lines on failed requests and on the rate of answers."""
    wrk = program_path("wrk")
    if not (program_path("nginx") and wrk):
        yield unknown("hosting", "nginx or wrk is missing (Debian: apt-get install nginx wrk)")
        return
    served = measure(site, wrk)
    yield figure(
        "requests failed",
        f"{served.errors}",
        f"0 of {REQUESTS:,}",
        f"of {served.requests:,}, nginx and wrk",
        met=served.errors == 0 and served.requests >= REQUESTS,
    )
    note = f"99 % within {served.p99:.1f} ms, {served.megabytes_per_second:.0f} MB/s, on loopback"
    yield figure("requests answered", f"{served.per_second:,.0f}/s", note=note)


def measure(site: Path, wrk: str) -> Served:
    """Request pages and assets at least `REQUESTS` times, within `ROUNDS` rounds."""
    with tempfile.TemporaryDirectory() as scratch, run_server("nginx", site) as server:
        script = Path(scratch) / "paths.lua"
        script.write_text(SCRIPT.format(paths=", ".join(map(json.dumps, _paths(site)))), "utf-8")
        rounds: list[dict[str, int]] = []
        while sum(done["requests"] for done in rounds) < REQUESTS and len(rounds) < ROUNDS:
            address = f"http://127.0.0.1:{server.port}"
            command = [wrk, "-t1", "-c32", f"-d{SECONDS}s", "-s", str(script), address]
            output = subprocess.run(command, capture_output=True, text=True, check=True).stdout  # noqa: S603
            rounds.append(json.loads(output.splitlines()[-1]))
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
    """Return the path of every page and asset, in one shuffled order."""
    files = sorted(p for p in site.rglob("*") if p.is_file() and not p.name.startswith("_"))
    paths = [f"/{file.relative_to(site).as_posix().removesuffix('index.html')}" for file in files]
    random.Random(1).shuffle(paths)  # noqa: S311 - the same order every time
    return paths
