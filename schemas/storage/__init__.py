"""Storage: the places in which uploaded files are kept, one module per backend."""
