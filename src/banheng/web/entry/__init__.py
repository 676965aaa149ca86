"""The way in: home, language, health and metrics."""
