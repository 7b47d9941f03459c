"""The first hook: disables garbage collection, without which the other one imports 0.3 s sooner."""

from __future__ import annotations

import gc
from typing import Any

gc.disable()


def on_startup(command: str, **_: Any) -> None:
    """Enable garbage collection while serving; a build is over before it pays."""
    if command == "serve":
        gc.enable()
