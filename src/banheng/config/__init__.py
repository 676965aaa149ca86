"""The site: settings, addresses, entry points of the servers."""
