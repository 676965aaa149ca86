"""Schemes: the document model, loading, saving, linting, the library."""
