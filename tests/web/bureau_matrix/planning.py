from banheng.accounts.roles import BUREAU_ROLES
from banheng.bureau.planning.models import SavedPlan
from tests.factories import NOW
from tests.web.bureau_matrix.collecting import OFFICER, opened
from tests.web.bureau_matrix.row import BureauRow

CONTENT = {
    "outcome": "feasible",
    "cost_fen": 0,
    "bound_fen": 0,
    "gap": None,
    "may_miss": [],
    "indicators": [],
}
TERMS = {"regime": "2017", "standard": "", "prices": {}, "budget": None}


def kept(world):
    plans = SavedPlan.objects.filter(collection=opened(world))
    return plans.first() or SavedPlan.objects.create(
        collection=opened(world), name="方案", terms=TERMS, content=CONTENT, at=NOW
    )


def begun(world):
    opened(world)
    return {}


ROWS = [
    BureauRow("planning", BUREAU_ROLES, arguments=begun, above=True),
    BureauRow("planning-new", OFFICER, arguments=begun),
    BureauRow("planning-new", OFFICER, "post", arguments=begun),
    BureauRow("planning-compare", BUREAU_ROLES, answers=302, above=True),
    BureauRow("planning-one", BUREAU_ROLES, arguments=lambda world: {"plan": kept(world).pk}, above=True),
]
