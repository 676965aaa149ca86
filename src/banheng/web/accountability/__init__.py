"""Accountability: rules in force, proceedings, what has an effect."""
