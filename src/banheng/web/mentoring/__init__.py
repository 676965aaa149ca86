"""Mentors and mentees: who is paired, the log of a pair, and who still has to be."""
