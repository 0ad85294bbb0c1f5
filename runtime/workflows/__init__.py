"""Workflows: lists of steps that are run, by hand, by a schedule or by a trigger."""
