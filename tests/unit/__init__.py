"""Tests that run the code in process or by its commands."""
