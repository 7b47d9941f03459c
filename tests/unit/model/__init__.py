"""Tests of reading and checking content files."""
