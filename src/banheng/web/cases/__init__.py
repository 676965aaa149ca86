"""Dropout cases, as far as a bureau sees them."""
