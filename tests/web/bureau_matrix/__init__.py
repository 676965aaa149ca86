"""Who may use which address of a bureau; one file an area."""
