"""Balanced development of compulsory education: how far schools of a county differ, and what the national regimes say.

Everything is exact: stocks and shares are fractions, square roots have guard digits, and a limit is compared with
squares, so that no verdict hangs on rounding. Only the planner searches in floating point; what it proposes is
checked exactly.
"""
