"""The HTTP side of the reference application."""
