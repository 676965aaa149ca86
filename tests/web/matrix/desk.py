from tests.web.matrix.row import OFFICE, Row


def september(_world):
    return {"scheme": "primary-month", "period": "2026-09"}


ROWS = [
    Row("desk", OFFICE),
    Row("desk-period", OFFICE, arguments=september),
    Row("desk-compute", OFFICE, method="post", arguments=september, answers=302),
    Row("desk-review", OFFICE, method="post", arguments=september, answers=302),
]
