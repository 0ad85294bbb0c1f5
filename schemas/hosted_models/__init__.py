"""Hosted models and templates: what a cloud operator offers, one module per provider."""
