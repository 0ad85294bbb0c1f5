"""The Configure mode: categories, variables, one editor."""
