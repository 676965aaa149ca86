"""Training: mine, the plan of a year, sessions with their door, who still lacks what, and the money."""
