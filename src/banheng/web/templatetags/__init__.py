"""What templates say in their own words: days, points."""
