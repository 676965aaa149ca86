"""Mentors and mentees: agreement, topics, log, reflection, and the end of a pair."""
