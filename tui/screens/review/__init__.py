"""The Review mode: what is wrong, what saving would change, then saving."""
