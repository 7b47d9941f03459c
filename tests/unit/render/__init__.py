"""Tests of pages rendered from content."""
