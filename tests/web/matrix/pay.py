from banheng.accounts.roles import Role
from tests.factories import NOW
from tests.web.matrix.row import OFFICE, Row

BOOKKEEPER = frozenset({Role.BOOKKEEPER})
PRINCIPAL = frozenset({Role.PRINCIPAL})
SEE_PAY = BOOKKEEPER | PRINCIPAL
PAID_THEMSELVES = frozenset(
    {Role.HOMEROOM_TEACHER, Role.DUTY_INSPECTOR, Role.SUBJECT_TEACHER, Role.GRADE_LEADER, Role.STAFF}
)


def result(world):
    from tests.assessment.settling import finalise_september  # noqa: PLC0415 - needs the apps to be loaded

    school = world.own.school
    return {"result": (school.score_sheets.first() or finalise_september(school)).pk}


def pay_sheet(world):
    from banheng.assessment.models import ScoreSheet  # noqa: PLC0415
    from banheng.payroll.preparing import prepare  # noqa: PLC0415
    from tests.assessment.settling import account  # noqa: PLC0415

    sheet = ScoreSheet.objects.get(pk=result(world)["result"])
    return {"number": prepare(sheet, by=account("another bookkeeper"), at=NOW).pk}


def approved(world):
    from banheng.payroll.approving import approve  # noqa: PLC0415
    from banheng.payroll.models import PaySheet  # noqa: PLC0415
    from tests.assessment.settling import account  # noqa: PLC0415

    known = PaySheet.objects.filter(school=world.own.school).first()
    if known is None:
        known = PaySheet.objects.get(pk=pay_sheet(world)["number"])
        approve(known, seen=known.checksum, by=account("another principal"), at=NOW)
    return {"number": known.pk}


def extra(world):
    from banheng.payroll.deciding import decide_extra  # noqa: PLC0415

    made = decide_extra(
        world.own.teachers["102"],
        name="专项奖励",
        fen=100,
        reason="校务会决定",
        by=world.users[Role.PRINCIPAL],
        at=NOW,
    )
    return {"number": made.pk}


ROWS = [
    Row("pay", SEE_PAY),
    Row("pay-prepare", BOOKKEEPER, method="post", arguments=result, answers=302),
    Row("pay-sheet", SEE_PAY, arguments=pay_sheet),
    Row("pay-approve", PRINCIPAL, method="post", arguments=pay_sheet, answers=302),
    Row("pay-return", PRINCIPAL, method="post", arguments=pay_sheet, answers=302),
    # an empty form is shown again with its faults
    Row("pay-paid", BOOKKEEPER, method="post", arguments=approved),
    Row("pay-workbook", SEE_PAY, arguments=pay_sheet),
    Row("pay-csv", SEE_PAY, arguments=pay_sheet),
    Row("pay-extras", SEE_PAY),
    Row("pay-extra-new", PRINCIPAL, method="post"),
    Row("pay-extra-cancel", PRINCIPAL, method="post", arguments=extra, answers=302),
    Row("mypay", PAID_THEMSELVES),
    # somebody else's slip does not exist
    Row("mypay-slip", PAID_THEMSELVES, arguments=lambda _world: {"number": 0}, answers=404),
    Row("budget", SEE_PAY | OFFICE),
]
