"""Content files → models, keeping the line and column of every value."""

from __future__ import annotations

from hintbook.load.files import Loaded, Progress, load, no_progress
from hintbook.load.validation import ContentFile

__all__ = ["ContentFile", "Loaded", "Progress", "load", "no_progress"]
