"""The upgrade of the env file: the plan as a list, a decision per variable, then all files at once."""
