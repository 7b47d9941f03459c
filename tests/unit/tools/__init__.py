"""Tests of the tools, the measurements and the repository's files."""
