"""Inspections, what they find, and how it is put right."""
