from banheng.accounts.roles import Role
from banheng.bureau.accountability.adopting import adopt_rules, rules_on
from banheng.bureau.accountability.models import Proceeding
from banheng.bureau.accountability.proposing import propose
from banheng.bureau.accountability.rules import rule_texts
from tests.factories import NOW, TODAY
from tests.web.bureau_matrix.row import BureauRow

OFFICER = frozenset({Role.BUREAU_OFFICER})
HEAD = frozenset({Role.BUREAU_HEAD})
CLERKS = OFFICER | HEAD


def school(world):
    if rules_on(world.bureau, TODAY) is None:
        head = world.users[Role.BUREAU_HEAD]
        adopt_rules(world.bureau, text=rule_texts()["004-I"], first=TODAY, by=head, at=NOW)
    return {"school": world.small.school.code}


def proceeding(world):
    school(world)
    made = Proceeding.objects.filter(bureau=world.bureau).first() or propose(
        world.bureau,
        trigger="g1_duty",
        concerned=world.small.teachers["202"],
        facts="—",
        finding=None,
        proposed="talk",
        opinion="—",
        by=world.users[Role.BUREAU_OFFICER],
        at=NOW,
    )
    return {"proceeding": made.pk}


def printed(world):
    return proceeding(world) | {"form": "preview"}


ROWS = [
    BureauRow("accountability", CLERKS),
    BureauRow("accountability-rules", CLERKS),
    BureauRow("accountability-adopt", HEAD),
    BureauRow("accountability-new", OFFICER, arguments=school),
    BureauRow("accountability-one", CLERKS, arguments=proceeding),
    BureauRow("accountability-print", CLERKS, arguments=printed),
    BureauRow("accountability-inform", OFFICER, method="post", arguments=proceeding),
    BureauRow("accountability-hear", OFFICER, method="post", arguments=proceeding),
    BureauRow("accountability-decide", HEAD, method="post", arguments=proceeding),
    BureauRow("accountability-serve", CLERKS, method="post", arguments=proceeding),
    BureauRow("accountability-report", CLERKS, method="post", arguments=proceeding),
    BureauRow("accountability-revoke", HEAD, method="post", arguments=proceeding),
]
