"""Rota: duty weeks, posts, who inspects when, and how often each class was visited."""
