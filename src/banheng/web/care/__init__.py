"""Care: what I wrote in confidence, and what was confided to me."""
