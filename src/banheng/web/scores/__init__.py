"""Scores: a result and why, down to the records."""
