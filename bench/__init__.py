"""Measurements: speed, size, search quality, accessibility of every page."""
