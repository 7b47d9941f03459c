"""Tests of builds and of serving while writing."""
