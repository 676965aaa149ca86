"""Draft a duty pack from a document: who does what, how often."""
