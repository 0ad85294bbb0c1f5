"""Tests of upgrading env files."""
