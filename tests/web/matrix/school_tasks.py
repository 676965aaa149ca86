from banheng.accounts.roles import Role
from banheng.bureau.accountability.adopting import adopt_rules, rules_on
from banheng.bureau.accountability.hearing import inform
from banheng.bureau.accountability.models import Proceeding
from banheng.bureau.accountability.proposing import propose
from banheng.bureau.accountability.rules import rule_texts
from banheng.bureau.cases.following import open_case
from banheng.bureau.cases.models import Case
from banheng.bureau.findings.models import Finding
from banheng.bureau.findings.recording import record_finding
from banheng.bureau.targets.drawing_up import add_target, draw_up
from banheng.bureau.targets.models import Letter, Target
from banheng.bureau.targets.signing import offer
from banheng.schools.models import Bureau
from tests.factories import NOW, TODAY
from tests.web.matrix.row import STAFF, Row

PRINCIPAL = frozenset({Role.PRINCIPAL})
MANAGERS = PRINCIPAL | {Role.ACADEMIC_AFFAIRS_OFFICE}
WEEK = TODAY.replace(day=28)


def bureau(world):
    """Put the school under a bureau where rules on accountability are in force."""
    school = world.own.school
    if school.bureau is None:
        school.bureau = Bureau.objects.create(code="county", name="县教育局")
        school.save()
        by = world.users[Role.PRINCIPAL]
        adopt_rules(school.bureau, text=rule_texts()["004-I"], first=TODAY, by=by, at=NOW)
    assert rules_on(school.bureau, TODAY)
    return school.bureau


def beneath(world):
    bureau(world)
    return {}


def made(world):
    letter = Letter.objects.filter(school=world.own.school).first()
    if letter is None:
        said = {"title": "责任书", "first": TODAY, "last": TODAY, "school": world.own.school}
        letter = draw_up(bureau(world), None, by=None, at=NOW, **said)
        add_target(letter, name="一项", owner="教导处", due=TODAY)
        offer(letter, at=NOW)
    return letter


def letter(world):
    return {"letter": made(world).pk}


def printed(world):
    return letter(world) | {"form": "preview"}


def target(world):
    return {"target": Target.objects.get(letter=made(world)).pk}


def finding(world):
    found = Finding.objects.filter(school=world.own.school).first()
    said = {"what": "问题", "source": "inspection", "found_on": TODAY, "due": TODAY}
    by = world.users[Role.PRINCIPAL]
    made = found or record_finding(bureau(world), world.own.school, by=by, at=NOW, **said)
    return {"finding": made.pk}


def case(world):
    found = Case.objects.filter(school=world.own.school).first()
    if found is None:
        bureau(world)
        content = {"pupil": "李明", "school_class": "一年级1班"}
        by = world.users[Role.PRINCIPAL]
        found = open_case(world.own.school, away_since=TODAY, content=content, by=by, at=NOW)
    return {"case": found.pk}


def proceeding(world):
    """It concerns the homeroom teacher, who was told."""
    found = Proceeding.objects.filter(school=world.own.school).first()
    if found is None:
        found = propose(
            bureau(world),
            trigger="g1_duty",
            concerned=world.own.teachers["101"],
            facts="—",
            finding=None,
            proposed="talk",
            opinion="—",
            by=world.users[Role.PRINCIPAL],
            at=NOW,
        )
        inform(found, day=TODAY, hear_until=WEEK)
    return {"proceeding": found.pk}


ROWS = [
    Row("task_targets", STAFF),
    Row("task_targets-one", MANAGERS, arguments=letter),
    Row("task_targets-print", MANAGERS, arguments=printed),
    Row("task_targets-sign", PRINCIPAL, method="post", arguments=letter),
    Row("task_targets-return", PRINCIPAL, method="post", arguments=letter),
    Row("task_targets-target", MANAGERS, arguments=target),
    Row("task_targets-report", MANAGERS, method="post", arguments=target),
    Row("task_targets-reporter", PRINCIPAL, method="post", arguments=target, answers=302),
    Row("task_findings", STAFF),
    Row("task_findings-new", MANAGERS, arguments=beneath),
    Row("task_findings-one", MANAGERS, arguments=finding),
    Row("task_findings-answer", MANAGERS, method="post", arguments=finding),
    Row("task_findings-done", MANAGERS, method="post", arguments=finding),
    Row("task_cases", MANAGERS),
    Row("task_cases-new", MANAGERS),
    Row("task_cases-one", MANAGERS, arguments=case),
    Row("task_cases-step", MANAGERS, method="post", arguments=case),
    Row("task_cases-close", MANAGERS, method="post", arguments=case),
    Row("task_accountability", STAFF),
    Row("task_accountability-new", PRINCIPAL, arguments=beneath),
    Row("task_accountability-appraisal", PRINCIPAL),
    Row("task_accountability-one", PRINCIPAL | {Role.HOMEROOM_TEACHER}, arguments=proceeding),
    Row(
        "task_accountability-statement",
        frozenset({Role.HOMEROOM_TEACHER}),
        method="post",
        arguments=proceeding,
    ),
]
