"""People: accounts, roles, passes for inspectors."""
