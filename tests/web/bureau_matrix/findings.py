from banheng.accounts.roles import BUREAU_ROLES, Role
from banheng.bureau.findings.inspecting import plan_inspection
from banheng.bureau.findings.models import Finding, Inspection
from banheng.bureau.findings.recording import record_finding
from tests.factories import NOW, TODAY
from tests.web.bureau_matrix.row import BureauRow

SUPERVISOR = frozenset({Role.SUPERVISOR})
HEAD = frozenset({Role.BUREAU_HEAD})
PLANNERS = frozenset({Role.SUPERVISOR, Role.BUREAU_OFFICER})


def inspected(world):
    found = Inspection.objects.filter(bureau=world.bureau).first()
    said = {"title": "督导", "first": TODAY, "last": TODAY, "schools": [world.small.school]}
    return found or plan_inspection(world.bureau, kind="scheduled", by=None, at=NOW, **said)


def inspection(world):
    return {"inspection": inspected(world).pk}


def printed(world):
    return inspection(world) | {"form": "preview"}


def visit(world):
    return {"visit": inspected(world).visits.get().pk}


def register(_world):
    return {"form": "preview"}


def finding(world):
    found = Finding.objects.filter(bureau=world.bureau).first()
    said = {"what": "问题", "source": "inspection", "found_on": TODAY, "due": TODAY}
    by = world.users[Role.SUPERVISOR]
    made = found or record_finding(world.bureau, world.small.school, by=by, at=NOW, **said)
    return {"finding": made.pk}


ROWS = [
    BureauRow("findings", BUREAU_ROLES, above=True),
    BureauRow("findings-register", BUREAU_ROLES, arguments=register, above=True),
    BureauRow("findings-new", PLANNERS),
    BureauRow("findings-one", BUREAU_ROLES, arguments=finding, above=True),
    BureauRow("findings-look", SUPERVISOR, method="post", arguments=finding),
    BureauRow("findings-off", PLANNERS, method="post", arguments=finding),
    BureauRow("findings-urge", HEAD, method="post", arguments=finding),
    BureauRow("inspections", BUREAU_ROLES, above=True),
    BureauRow("inspections-new", PLANNERS),
    BureauRow("inspections-one", BUREAU_ROLES, arguments=inspection, above=True),
    BureauRow("inspections-print", BUREAU_ROLES, arguments=printed, above=True),
    BureauRow("inspections-conclude", PLANNERS, method="post", arguments=inspection),
    BureauRow("inspections-visit", SUPERVISOR, arguments=visit),
    BureauRow("inspections-find", SUPERVISOR, method="post", arguments=visit),
]
