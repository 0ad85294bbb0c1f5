"""The Services mode: launch, stop, see how each service is."""
