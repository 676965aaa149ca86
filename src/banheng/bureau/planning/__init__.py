"""Plans that a bureau keeps: the cheapest additions after which everything passes."""
