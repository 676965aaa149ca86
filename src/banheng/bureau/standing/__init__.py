"""Where a county stands: its filings under the regimes, school by school and year by year. Nothing is kept here."""
