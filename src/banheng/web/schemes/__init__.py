"""Schemes: library, drafts, editor, try on a past period, put in force."""
