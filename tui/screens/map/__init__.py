"""The map of the services: what waits for what, and how each is."""
