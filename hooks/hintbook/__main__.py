"""The entry point of the command `hintbook`, which ends before garbage collection pays."""

from __future__ import annotations

import gc
import sys


def run() -> int:
    """Run the command, whose imports take 0.3 s less without garbage collection."""
    gc.disable()
    from hintbook.cli import main  # noqa: PLC0415 - see above

    return main()


if __name__ == "__main__":
    sys.exit(run())
