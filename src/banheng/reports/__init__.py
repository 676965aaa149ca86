"""Reports: the documents that a school prints. What they hold, and apart from that how they are drawn."""
