"""Results in a school's own workbook: opened with care, its placeholders checked, filled, formats kept."""
