"""The yearly collection: schools file figures, supervisors review them, the county locks them."""
