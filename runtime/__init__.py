"""What runs in the container: one entrypoint, five modes, and the application that they serve."""

__version__ = "0.1.0"
