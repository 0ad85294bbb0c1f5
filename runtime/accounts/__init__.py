"""Accounts, tenants and what tenants keep secret."""
