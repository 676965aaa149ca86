"""Kill server, worker and database at random points of every use case that writes, and look what is left: `make chaos`."""
