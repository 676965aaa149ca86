"""Period desk: what is missing, compute, review."""
