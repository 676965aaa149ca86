"""Files in and out: evidence and roster spreadsheets, templates, result workbooks and pages."""
