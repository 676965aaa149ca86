"""Records of the work: made once, by forms that are data, and seen by those concerned."""
