"""The tool: the command line, the app, the workspace and the engines."""
