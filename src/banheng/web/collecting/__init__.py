"""The yearly collection at the bureau: open, see who is where, review, import one table, lock, release."""
