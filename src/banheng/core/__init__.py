"""Plain immutable values that every other package builds on: points, money, rounding, periods, findings."""
