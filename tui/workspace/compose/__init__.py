"""A read-only model of a compose project: which files it is made of, what they say, what each service receives.

Compose itself plans and applies the project; this model is for what must be known while somebody types, where no
Compose may be at hand: which variables there are, where each lands, and what a service gets in the end. The tests let
``docker compose config`` judge it, key by key.
"""
