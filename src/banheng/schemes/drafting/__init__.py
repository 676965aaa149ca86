"""Draft a scheme from the document that a school wrote."""
