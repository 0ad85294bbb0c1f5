"""Web frontend.

Configures what the browser interface allows, shows and connects to.
"""
