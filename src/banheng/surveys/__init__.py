"""Surveys of a school: who may answer, answers that belong to nobody, and what they come to."""
