"""Tests of the rules of the models."""
