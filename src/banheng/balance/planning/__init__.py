"""The cheapest additions after which a county passes."""
