"""The verbs of the command line, one module per theme. Each takes the parsed arguments and returns an exit code."""
