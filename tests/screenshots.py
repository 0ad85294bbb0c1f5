"""``python -m tests.screenshots``: draw ``screenshots/*.svg`` from the real app on the bundled workspace.

Everything that could differ from one run to the next is fixed: the home, the folder's name, the time, the processors,
the secrets. A second run leaves no difference.
"""
