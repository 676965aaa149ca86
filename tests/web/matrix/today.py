from tests.web.matrix.row import STAFF, Row

ROWS = [Row("today", STAFF)]
