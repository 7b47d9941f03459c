"""Tests that take long or need a package registry: `make weekly`."""
