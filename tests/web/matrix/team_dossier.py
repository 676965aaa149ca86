from banheng.development.models import Fact
from banheng.development.recording import record_fact
from tests.factories import NOW, TODAY
from tests.web.matrix.row import OFFICE, STAFF, Row
from tests.web.matrix.team_rules import KEEPERS, TEAM, without_account


def waiting(world):
    """What somebody without an account is said to have entered."""
    made = Fact.objects.first() or record_fact(
        world.own.teachers["201"],
        Fact.Kind.HONOUR,
        "市优秀班主任",
        since=TODAY,
        content={"honour": "excellent_homeroom_teacher", "level": "city"},
        source=Fact.Source.OWN,
        by=None,
        at=NOW,
    )
    return {"fact": made.pk}


def paper(document):
    return lambda world: {**without_account(world), **document}


ROWS = [
    Row("dossier", STAFF),
    Row("dossier-waiting", OFFICE),
    Row("dossier-import", OFFICE),
    Row("dossier-import-template", OFFICE),
    Row("dossier-receive", OFFICE),
    Row("dossier-one", TEAM, arguments=without_account),
    Row("dossier-document", TEAM, arguments=paper({"form": "preview"})),
    Row("dossier-give", KEEPERS, arguments=without_account),
    Row("dossier-add", OFFICE, arguments=paper({"kind": "honour"})),
    Row("dossier-confirm", OFFICE, method="post", arguments=waiting, answers=302),
    Row("dossier-withdraw", OFFICE, arguments=waiting),
    Row("dossier-count", OFFICE, arguments=waiting),
]
