"""Classes: one class with its records and trend."""
