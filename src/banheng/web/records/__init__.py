"""Records: one record with its photos, replies and void."""
