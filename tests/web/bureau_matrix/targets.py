from banheng.accounts.roles import BUREAU_ROLES, Role
from banheng.bureau.targets.drawing_up import add_target, draw_up
from banheng.bureau.targets.models import Letter, Report, Signature, Target
from banheng.bureau.targets.reporting import report
from banheng.bureau.targets.signing import offer, sign
from tests.factories import NOW, TODAY
from tests.web.bureau_matrix.row import BureauRow

OFFICER = frozenset({Role.BUREAU_OFFICER})
HEAD = frozenset({Role.BUREAU_HEAD})
CHECKERS = frozenset({Role.BUREAU_OFFICER, Role.SUPERVISOR})


def made(world):
    letter = Letter.objects.filter(bureau=world.bureau).first()
    if letter is None:
        said = {"title": "责任书", "first": TODAY, "last": TODAY, "school": world.small.school}
        letter = draw_up(world.bureau, None, by=None, at=NOW, **said)
        add_target(letter, name="一项", owner="教导处", due=TODAY)
    return letter


def letter(world):
    return {"letter": made(world).pk}


def printed(world):
    return letter(world) | {"form": "preview"}


def target(world):
    """Whoever may remove it has done so before the next one tries."""
    found = Target.objects.filter(letter=made(world)).first()
    return {"target": (found or add_target(made(world), name="一项")).pk}


def reported(world):
    kept = made(world)
    target = Target.objects.get(letter=kept)
    if not kept.offered_at:
        offer(kept, at=NOW)
        for side, user in (
            (Signature.Side.BUREAU, world.users[Role.BUREAU_HEAD]),
            (Signature.Side.PARTY, world.above),
        ):
            sign(kept, side, name="甲", post="乙", day=TODAY, by=user, at=NOW)
    target.refresh_from_db()
    if not Report.objects.filter(target=target, verdict="").exists():
        target.letter = Letter.objects.get(pk=kept.pk)
        report(target, day=TODAY, text="进展", by=world.above, at=NOW)
    return {"target": target.pk}


ROWS = [
    BureauRow("targets", BUREAU_ROLES, above=True),
    BureauRow("targets-new", OFFICER),
    BureauRow("targets-one", BUREAU_ROLES, arguments=letter, above=True),
    BureauRow("targets-print", BUREAU_ROLES, arguments=printed, above=True),
    BureauRow("targets-add", OFFICER, method="post", arguments=letter),
    BureauRow("targets-offer", OFFICER, method="post", arguments=letter, answers=302),
    BureauRow("targets-return", OFFICER, method="post", arguments=letter),
    BureauRow("targets-sign", HEAD, method="post", arguments=letter),
    BureauRow("targets-paper", OFFICER, method="post", arguments=letter),
    BureauRow("targets-conclude", OFFICER | HEAD, method="post", arguments=letter),
    BureauRow("targets-target", BUREAU_ROLES, arguments=target, above=True),
    BureauRow("targets-change", OFFICER, method="post", arguments=target),
    BureauRow("targets-remove", OFFICER, method="post", arguments=target, answers=302),
    BureauRow("targets-budget", OFFICER, method="post", arguments=target),
    BureauRow("targets-report", OFFICER, method="post", arguments=target),
    BureauRow("targets-check", CHECKERS, method="post", arguments=reported),
]
