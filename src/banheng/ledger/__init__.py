"""Ledger: what was seen, appended and never edited, in a chain of hashes for each school."""
