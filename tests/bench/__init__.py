"""Benchmarks that print ratios against a baseline of the same run. ``make bench`` runs them; no test asserts a time."""
