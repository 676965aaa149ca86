"""The work: its forms, records, cases, and how complete they are."""
