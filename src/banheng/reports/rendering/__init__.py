"""One document as a page, a PDF, an editable text or a workbook; nothing here knows Django."""
