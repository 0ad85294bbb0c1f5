"""Wait for the database and the broker with a real login, before the server starts."""
