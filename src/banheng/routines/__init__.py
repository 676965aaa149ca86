"""Duty packs: what a policy asks of people day by day, week by week and at each occasion, and when it is due."""
