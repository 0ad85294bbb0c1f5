"""Docker Compose host: what is started, what it may use, which ports it publishes; one module per theme."""
