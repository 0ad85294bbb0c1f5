"""The commands of the reference application: ``flask NAME``, and MODE=job."""
