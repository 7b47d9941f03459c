"""Whether `mkdocs serve` can listen where it is told to."""

from __future__ import annotations

import socket


def occupied_message(host: str, port: int) -> str:
    """Return one line for editors: why nothing can listen there, and what to do; "" if it can."""
    try:
        family, kind, *_, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
    except OSError as failure:
        return (
            f"{host}:{port} でサイトを見せられません（{failure.strerror}）。"
            "ほかの make serve が動いていれば止めるか、別の番号で始めてください。"
            f"例: make serve ADDRESS=127.0.0.1:{port + 1}"
        )
    return ""
