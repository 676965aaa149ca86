"""Results that prove themselves: a file with all that a result rests on, to be computed again anywhere."""
