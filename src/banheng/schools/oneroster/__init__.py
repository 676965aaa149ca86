"""OneRoster 1.2 CSV (1EdTech): a zip of tables by which school systems exchange rosters."""
