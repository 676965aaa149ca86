"""Appeals: object to a published result, hear, rule, and see what comes of it."""
