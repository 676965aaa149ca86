"""Duty packs in force at a school, and what was done of them."""
