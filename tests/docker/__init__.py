"""The files of the bundled workspace."""
