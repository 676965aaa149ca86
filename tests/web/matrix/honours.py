from banheng.accounts.roles import Role
from banheng.assessment.models import ScoreSheet
from banheng.honours.models import FollowUp, Honour
from tests.assessment.settling import publish_september
from tests.factories import NOW
from tests.web.matrix.row import OFFICE, STAFF, Row

PRINCIPAL = frozenset({Role.PRINCIPAL})
KEEPERS = OFFICE | PRINCIPAL


def published(world):
    return ScoreSheet.objects.first() or publish_september(world.own.school)


def sheet(world):
    return {"sheet": published(world).pk}


def honour(world):
    made, _ = Honour.objects.get_or_create(
        school=world.own.school,
        scheme="primary-month",
        period="2026-09",
        code="best",
        staff=world.own.teachers["201"],
        defaults={"name": "优秀班主任", "sheet": published(world), "proposed_at": NOW},
    )
    return {"honour": made.pk}


def certificate(world):
    """That of an honour whose owner has no account."""
    made, _ = Honour.objects.get_or_create(
        school=world.own.school,
        scheme="primary-month",
        period="2026-09",
        code="awarded",
        staff=world.own.teachers["201"],
        defaults={
            "name": "优秀班主任",
            "proposed_at": NOW,
            "decided_at": NOW,
            "state": "awarded",
            "number": "2026-0001",
        },
    )
    return {"honour": made.pk, "form": "preview"}


def follow_up(world):
    """One that the principal has to do, about somebody who has no account."""
    sheet = published(world)
    made, _ = FollowUp.objects.get_or_create(
        school=world.own.school,
        sheet=sheet,
        edition=sheet.editions.get(),
        consequence="failed",
        place=0,
        staff=world.own.teachers["201"],
        school_class=world.own.classes["201"],
        defaults={"what": "约谈", "owner": Role.PRINCIPAL, "made_at": NOW},
    )
    return {"follow_up": made.pk}


DECLINE = {"do": "decline", "remark": "本人放弃"}

ROWS = [
    Row("honours", STAFF),
    Row("honours-periods", KEEPERS),
    Row("honours-period", KEEPERS, arguments=sheet),
    Row("honours-propose", OFFICE, method="post", arguments=sheet, answers=302),
    Row("honours-nominate", OFFICE, method="post", arguments=sheet),
    Row("honours-award", PRINCIPAL, method="post", arguments=sheet, answers=302),
    Row("honours-one", KEEPERS, arguments=honour),
    Row(
        "honours-decide",
        PRINCIPAL,
        method="post",
        arguments=honour,
        form=lambda _world: DECLINE,
        answers=302,
    ),
    Row("honours-certificate", KEEPERS, arguments=certificate),
    Row("honours-revoke", KEEPERS, method="post", arguments=honour),
    Row("honours-decisions", OFFICE),
    Row("followups", STAFF),
    Row("followups-one", KEEPERS, arguments=follow_up),
    Row("followups-complete", KEEPERS, method="post", arguments=follow_up),
    Row("followups-postpone", KEEPERS, method="post", arguments=follow_up),
    Row("followups-cancel", OFFICE, method="post", arguments=follow_up),
    Row(
        "league-banner",
        OFFICE,
        method="post",
        form=lambda _world: {"week": "2026-W42", "class": ["101"]},
        answers=302,
    ),
]
