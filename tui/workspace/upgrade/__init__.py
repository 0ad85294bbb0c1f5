"""Bringing an env file up to a newer template: a plan of what changes and why, then all files or none."""
