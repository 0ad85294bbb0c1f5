"""What a service was started with, against what it would get now."""
