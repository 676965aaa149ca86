"""Duties: which packs are in force, how far they are done, and the taps of those who have them."""
