"""The inbox of a bureau's accounts."""
