"""The cheapest way to the standard: prices and budgets in, a plan school by school out; plans kept and compared."""
