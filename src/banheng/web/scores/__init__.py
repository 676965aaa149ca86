"""My score and why: from the total down to the single record."""
