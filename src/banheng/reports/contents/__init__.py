"""What stands in each document: one file a document; nothing here knows how it is drawn."""
