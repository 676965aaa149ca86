"""Target letters of a bureau: drawn up, signed, followed, concluded."""
