"""Plugins: the daemon that runs them, its keys and its file storage, one module per theme."""
