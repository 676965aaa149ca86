from banheng.accounts.roles import Role
from banheng.development.plans.drawing_up import draw_up
from banheng.development.plans.models import Measure, Plan
from banheng.development.plans.template import plan_drafts
from tests.factories import NOW, TODAY
from tests.web.matrix.row import OFFICE, STAFF, Row

REVIEWERS = OFFICE | {Role.PRINCIPAL}


def made(world):
    return Plan.objects.filter(school=world.own.school).first() or draw_up(
        world.own.school,
        plan_drafts()["001-K"],
        title="三年行动",
        goal="队伍强",
        first=TODAY,
        last=TODAY.replace(year=2029),
        by=None,
        at=NOW,
    )


def plan(world):
    return {"plan": made(world).pk}


def printed(world):
    return plan(world) | {"form": "preview"}


def phase(world):
    return {"phase": made(world).phases.first().pk}


def measure(world):
    return {"measure": Measure.objects.filter(phase__plan=made(world)).first().pk}


ROWS = [
    Row("plans", STAFF),
    Row("plans-new", OFFICE),
    Row("plans-one", STAFF, arguments=plan),
    Row("plans-print", STAFF, arguments=printed),
    Row("plans-phase", OFFICE, method="post", arguments=plan),
    Row("plans-close", REVIEWERS, method="post", arguments=plan),
    Row("plans-add", OFFICE, method="post", arguments=phase),
    Row("plans-review", REVIEWERS, arguments=phase),
    Row("plans-measure", STAFF, arguments=measure),
    Row("plans-assign", OFFICE, method="post", arguments=measure),
    Row("plans-complete", OFFICE, method="post", arguments=measure),
    Row("plans-effect", REVIEWERS, method="post", arguments=measure),
    Row("plans-drop", OFFICE, method="post", arguments=measure),
]
