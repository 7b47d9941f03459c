"""Tests of the project's content and of the built site's files."""
