"""The kinds of scoring rule: parameters, meaning row by row, meaning for all rows at once, and words."""
