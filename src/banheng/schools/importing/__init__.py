"""Roster and pupils from files: looked at first, then done, and taken back as long as nothing stands on it."""
