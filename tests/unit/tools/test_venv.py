"""Setting up: what editors read when no registry can be reached."""

from __future__ import annotations

import pytest

from tools.venv import explained

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
