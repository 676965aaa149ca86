"""Honours: the wall, proposals and decisions; follow-ups; decisions of special cases."""
