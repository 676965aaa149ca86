"""Accountability: triggers and sanctions as data, a committee that decides, and the right to be heard."""
