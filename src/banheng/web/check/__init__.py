"""Whether a published result still stands, for anybody who holds the paper."""
