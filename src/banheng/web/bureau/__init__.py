"""The county's desk: its schools and what is to be done."""
