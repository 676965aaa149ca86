"""The commands; machine output goes to stdout, words to stderr."""
