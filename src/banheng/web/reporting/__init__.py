"""What a school files for its bureau: a form or a workbook, what is odd about it, and handing it in."""
