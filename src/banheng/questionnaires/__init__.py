"""Questionnaires as data, what answers come to, and what of them may be shown."""
