from banheng.accounts.roles import Role
from banheng.development.certificates.applying import apply, screen
from banheng.development.certificates.models import Application, Certificate
from tests.factories import NOW, TODAY
from tests.web.matrix.row import OFFICE, STAFF, Row

PRINCIPAL = frozenset({Role.PRINCIPAL})
RUNNERS = OFFICE | PRINCIPAL
TEACHERS = frozenset({Role.HOMEROOM_TEACHER, Role.STAFF})
"""Accounts of somebody on the staff."""

SEES = RUNNERS | {Role.GRADE_LEADER}


def application(world):
    """That of somebody who has no account."""
    staff = world.own.teachers["201"]
    is_open = staff.certificate_applications.filter(state__in=Application.OPEN).first()
    return {"application": (is_open or apply(staff, by=None, at=NOW)).pk}


def in_training(world):
    found = Application.objects.get(pk=application(world)["application"])
    if found.state == "applied":
        screen(found, direct=False, by=world.users[Role.MORAL_EDUCATION_OFFICE], at=NOW)
    return {"application": found.pk}


def certificate(world):
    """That of somebody who has no account."""
    made, _ = Certificate.objects.get_or_create(
        school=world.own.school,
        staff=world.own.teachers["201"],
        number="2026-yucai-0001",
        defaults={
            "application_id": application(world)["application"],
            "code": "code",
            "name": "教师201",
            "issuer": "育才小学",
            "since": TODAY,
            "issued_at": NOW,
        },
    )
    return {"certificate": made.pk}


def printed(world):
    return certificate(world) | {"form": "preview"}


DAY = TODAY.isoformat()

ROWS = [
    Row("certificates", STAFF),
    Row("certificates-apply", TEACHERS, method="post", answers=302),
    Row("certificates-applications", RUNNERS),
    Row("certificates-applyfor", OFFICE, method="post"),
    Row("certificates-application", RUNNERS, arguments=application),
    Row("certificates-withdraw", RUNNERS, method="post", arguments=application, answers=302),
    Row("certificates-screen", OFFICE, method="post", arguments=application, answers=302),
    Row(
        "certificates-assess",
        OFFICE,
        method="post",
        arguments=in_training,
        form=lambda _world: {"day": DAY, "passed": "no"},
        answers=302,
    ),
    Row("certificates-decide", PRINCIPAL, method="post", arguments=application),
    Row("certificates-register", SEES),
    Row("certificates-file", SEES, arguments=lambda _world: {"form": "preview"}),
    Row("certificates-settings", PRINCIPAL),
    Row("certificates-one", SEES, arguments=certificate),
    Row("certificates-print", RUNNERS, arguments=printed),
    Row("certificates-qr", SEES, arguments=certificate),
    Row("certificates-revoke", PRINCIPAL, method="post", arguments=certificate),
]
