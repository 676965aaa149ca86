"""Training: the plan of a year, sessions, attendance, hours in the dossiers, who still lacks what, and what it costs."""
