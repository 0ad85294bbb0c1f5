"""The setup wizard: from a few answers to the first .env."""
