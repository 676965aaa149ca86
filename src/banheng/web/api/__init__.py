"""The interface for programs: what a token may read and append, described by OpenAPI and answered in JSON."""
