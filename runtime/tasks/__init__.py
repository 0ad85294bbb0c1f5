"""The tasks of the reference application, one module per concern; each says which queue it belongs to."""
