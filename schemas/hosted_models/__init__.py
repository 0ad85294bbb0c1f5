"""hosted_models."""
