"""Webhooks: what happens in a school, told to a program of its own by signed requests."""
