"""Plans for the team: progress, measures, reviews."""
