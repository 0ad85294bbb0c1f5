"""Vector stores behind one interface: pgvector and Qdrant."""
