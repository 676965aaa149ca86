"""Policies: the schemes of a school, version by version, and which is in force when."""
