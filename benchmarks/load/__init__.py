"""A county's day on one server: the rush of the morning, an evening of surveys, the minute after publishing."""
