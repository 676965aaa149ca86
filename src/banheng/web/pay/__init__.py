"""Pay sheets, the own slips, and what a scheme costs."""
