"""Env documents, discovery, history and edits of one folder. No Textual here."""
