"""Plans for the team: goal, phases, measures with owner, day and proof, and whether they had an effect."""
