from banheng.accounts.roles import Role
from banheng.development.training.enrolling import enrol
from banheng.development.training.models import Expense, Session, Training
from banheng.development.training.planning import plan_of
from banheng.development.training.spending import set_aside
from tests.development.training.uses import make_session, make_training
from tests.factories import NOW, TODAY
from tests.web.matrix.row import OFFICE, STAFF, Row

SEES = OFFICE | {Role.PRINCIPAL, Role.GRADE_LEADER}
OWN = frozenset({Role.HOMEROOM_TEACHER})
MONEY = OFFICE | {Role.PRINCIPAL, Role.BOOKKEEPER}


def made(world):
    return Training.objects.first() or make_training(world.own, audience="everybody")


def training(world):
    return {"training": made(world).pk}


def session(world):
    found = made(world)
    return {"session": (found.sessions.first() or make_session(found)).pk}


def own_session(world):
    """One in which the homeroom teacher is enrolled."""
    found = Session.objects.get(pk=session(world)["session"])
    enrol(found, [world.own.teachers["101"]], by=None, at=NOW)
    return {"session": found.pk}


def expense(world):
    line = set_aside(plan_of(world.own.year), "讲课费", 100_00)
    spent = line.expenses.first() or Expense.objects.create(
        line=line, day=TODAY, fen=1, what="茶水", entered_at=NOW
    )
    return {"expense": spent.pk}


def file(_world):
    return {"form": "preview"}


def of_session(name, allowed, **said):
    return Row(name, allowed, arguments=session, **said)


ROWS = [
    Row("training", STAFF),
    Row("training-plan", SEES),
    Row("training-file", SEES, arguments=file),
    Row("training-new", OFFICE),
    Row("training-themes", SEES),
    Row("training-one", SEES, arguments=training),
    Row("training-edit", OFFICE, arguments=training),
    Row("training-cancel", OFFICE, method="post", arguments=training),
    Row("training-finish", OFFICE, method="post", arguments=training, answers=302),
    Row("training-sessionnew", OFFICE, method="post", arguments=training),
    of_session("training-session", STAFF),
    of_session("training-enrol", frozenset({Role.HOMEROOM_TEACHER, Role.STAFF}), method="post", answers=302),
    Row("training-leave", OWN, method="post", arguments=own_session, answers=302),
    Row("training-watched", OWN, method="post", arguments=own_session),
    Row("training-rate", OWN, method="post", arguments=own_session, answers=302),
    of_session("training-audience", OFFICE, method="post", answers=302),
    of_session("training-named", OFFICE, method="post"),
    of_session("training-attendance", OFFICE, method="post", answers=302),
    of_session("training-close", OFFICE, method="post", answers=302),
    of_session("training-reopen", OFFICE, method="post"),
    of_session("training-door", OFFICE),
    of_session("training-doorcode", OFFICE),
    of_session("training-signin", STAFF),
    Row("training-lacks", SEES),
    Row("training-lacksfile", SEES, arguments=file),
    Row("training-person", SEES, arguments=lambda world: {"staff": world.own.teachers["201"].pk}),
    Row("training-budget", MONEY),
    Row("training-line", OFFICE, method="post"),
    Row("training-expense", OFFICE, method="post"),
    Row("training-void", OFFICE, method="post", arguments=expense, answers=302),
]
