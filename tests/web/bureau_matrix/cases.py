from banheng.accounts.roles import BUREAU_ROLES, Role
from banheng.bureau.cases.following import hand_to, open_case
from banheng.bureau.cases.models import Case
from tests.factories import NOW, TODAY
from tests.web.bureau_matrix.row import BureauRow

OFFICER = frozenset({Role.BUREAU_OFFICER})


def case(world):
    """A case that the officer holds; nobody else of the bureau may open it."""
    found = Case.objects.filter(school=world.small.school).first()
    if found is None:
        content = {"pupil": "李明", "school_class": "一年级1班"}
        by = world.users[Role.BUREAU_HEAD]
        found = open_case(world.small.school, away_since=TODAY, content=content, by=by, at=NOW)
        hand_to(found, holder=world.users[Role.BUREAU_OFFICER])
    return {"case": found.pk}


ROWS = [
    BureauRow("cases", BUREAU_ROLES, above=True),
    BureauRow("cases-limit", OFFICER, method="post"),
    BureauRow("cases-one", OFFICER, arguments=case),
    BureauRow("cases-holder", OFFICER | {Role.BUREAU_HEAD}, arguments=case),
]
