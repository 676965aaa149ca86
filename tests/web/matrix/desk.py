from banheng.accounts.roles import Role
from tests.web.matrix.row import OFFICE, Row

PRINCIPAL = frozenset({Role.PRINCIPAL})
DESK = OFFICE | PRINCIPAL


def september(_world):
    return {"scheme": "primary-month", "period": "2026-09"}


def computed(world):
    """September with a sheet, so that each step is refused or taken by its state and not for want of a sheet."""
    from tests.assessment.settling import review_september  # noqa: PLC0415 - needs the apps to be loaded

    if not world.own.school.score_sheets.exists():
        review_september(world.own.school)
    return september(world)


def first_edition(world):
    """The first edition of September, published if nothing is."""
    from tests.assessment.settling import publish_september  # noqa: PLC0415 - needs the apps to be loaded

    if not world.own.school.score_sheets.exists():
        publish_september(world.own.school)
    return {**september(world), "number": 1}


ROWS = [
    Row("desk", DESK),
    Row("desk-appeal-rule", DESK),
    Row("desk-period", DESK, arguments=september),
    Row("desk-severity", OFFICE, arguments=september, answers=404),  # its scheme sets nothing right
    Row("desk-context", OFFICE, arguments=september, answers=404),
    Row("desk-compute", OFFICE, method="post", arguments=september, answers=302),
    Row("desk-review", OFFICE, method="post", arguments=september, answers=302),
    Row("desk-return", DESK, method="post", arguments=computed, answers=302),
    Row("desk-publish", PRINCIPAL, method="post", arguments=computed, answers=302),
    Row("desk-withdraw", PRINCIPAL, method="post", arguments=computed, answers=302),
    Row("desk-finalise", DESK, method="post", arguments=computed, answers=302),
    Row("desk-accept", PRINCIPAL, method="post", arguments=computed, answers=302),
    Row("desk-keep", PRINCIPAL, method="post", arguments=computed, answers=302),
    Row("desk-bundle", DESK, arguments=first_edition),
]
