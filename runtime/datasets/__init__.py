"""Knowledge: documents are split into segments and indexed, and found again."""
