"""Period desk: what is missing, compute, review, publish, amend, make final."""
