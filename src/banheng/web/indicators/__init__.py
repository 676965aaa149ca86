"""Where a county stands: all indicators, each one, each school, both regimes, what if, and the report."""
