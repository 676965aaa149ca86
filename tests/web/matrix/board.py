from tests.web.matrix.row import STAFF, Row


def published(world):
    from tests.assessment.settling import publish_september  # noqa: PLC0415 - needs the apps to be loaded

    if not world.own.school.score_sheets.exists():
        publish_september(world.own.school)
    return {"scheme": "primary-month", "period": "2026-09"}


ROWS = [
    Row("board", STAFF),
    Row("board-notice", STAFF, arguments=published),
    Row("board-seen", STAFF, method="post", arguments=published, answers=302),
]
