"""The same common rules in other tools; each answers with a table of RESULT columns."""
