"""Knowledge and uploads: limits, parsing, indexing and upkeep, one module per theme."""
