"""Research: the library, what is sent in, and projects."""
