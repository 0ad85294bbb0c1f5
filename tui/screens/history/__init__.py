"""The former contents of the env file, as a screen over the one that was open."""
