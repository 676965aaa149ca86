"""Reports: the documents of a period and a term, to look at and to take away, and the school's own workbooks."""
