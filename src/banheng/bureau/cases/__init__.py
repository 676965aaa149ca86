"""Pupils who stay away from school: what is done, by when, until they are back."""
