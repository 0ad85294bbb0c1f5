"""The Logs mode: what the services say, live."""
