"""Setting up: what editors read when no registry can be reached."""

from __future__ import annotations

from pathlib import Path
from subprocess import CompletedProcess
from typing import Any

import pytest

from tools import venv
from tools.venv import explained, install

RETRY = (
    "WARNING: Retrying (Retry(total=0, connect=None)) after connection broken by '{}': /simple/x/"
)


@pytest.mark.parametrize(
    "failure",
    [
        "ProxyError('Cannot connect to proxy.', NewConnectionError('[Errno 111] refused'))",
        "NameResolutionError(\"Failed to resolve 'example.org'\")",
        "ConnectTimeoutError('timed out. (connect timeout=15)')",
        "SSLError(SSLCertVerificationError(1, '[SSL: CERTIFICATE_VERIFY_FAILED]'))",
    ],
)
def test_a_registry_out_of_reach_is_one_line_that_names_the_settings(failure: str) -> None:
    output = f"{RETRY.format(failure)}\nERROR: No matching distribution found for x==1\n"
    (said,) = explained(output.encode()).decode().splitlines()
    assert "HTTPS_PROXY" in said
    assert "PIP_CERT" in said


def test_other_errors_of_pip_are_shown_as_they_are() -> None:
    output = b"ERROR: THESE PACKAGES DO NOT MATCH THE HASHES\n"
    assert explained(output) == output


@pytest.mark.parametrize(
    ("failing", "said", "used"),
    [
        ("", b"", ["pip uv.txt", "uv requirements.txt"]),
        (
            "uv requirements.txt",
            b"no solution",
            ["pip uv.txt", "uv requirements.txt", "pip requirements.txt"],
        ),
        ("pip uv.txt", b"no matching distribution", ["pip uv.txt", "pip requirements.txt"]),
        ("pip uv.txt", b"ProxyError", ["pip uv.txt"]),
    ],
)
def test_what_uv_does_not_install_pip_does_if_there_is_a_registry(
    monkeypatch: pytest.MonkeyPatch, failing: str, said: bytes, used: list[str]
) -> None:
    seen = []

    def run(program: str | Path, *rest: str, **_: Any) -> CompletedProcess[bytes]:
        seen.append(f"{Path(program).name} {Path(rest[-1]).name}")
        return CompletedProcess([], int(seen[-1] == failing), said)

    monkeypatch.setattr(venv, "run", run)
    done = install(("pip",), Path("bin/python"), "requirements.txt")
    assert seen == used
    assert done.returncode == int(used[-1] == failing)
