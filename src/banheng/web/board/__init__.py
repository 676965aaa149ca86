"""Public notice (公示): the published results that everybody at the school may read."""
