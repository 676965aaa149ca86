"""Surveys: opened and closed by the office, answered with an account or by a slip, results without names."""
