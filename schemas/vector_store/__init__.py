"""Vector store.

Selects the engine that keeps knowledge base embeddings and sets how Dify connects to it and how its
bundled container runs.
"""
