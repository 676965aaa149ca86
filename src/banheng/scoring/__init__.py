"""Scoring: from roster, evidence and scheme to results that explain themselves."""
