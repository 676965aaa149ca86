"""Inspections and findings of a bureau."""
