"""Today: what was recorded, what is to do."""
