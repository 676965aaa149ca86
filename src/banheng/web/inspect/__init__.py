"""Inspect: the phone screen that records, with or without network."""
