"""Tests of the commands for editors."""
