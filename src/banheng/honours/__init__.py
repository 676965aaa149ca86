"""Honours and follow-ups: what a school makes of its published results."""
