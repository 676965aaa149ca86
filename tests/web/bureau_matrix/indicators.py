from banheng.accounts.roles import BUREAU_ROLES
from banheng.bureau.collecting.models import Filing
from tests.web.bureau_matrix.collecting import OFFICER, opened
from tests.web.bureau_matrix.row import BureauRow


def counted(world):
    """Let the school have figures."""
    opened(world).filings.update(
        cells={"type": "primary", "area": "rural", "primary_students": "300", "books": "6000"},
        state=Filing.State.ACCEPTED,
    )
    return {}


def indicator(world):
    return {**counted(world), "code": "teaching_area"}


def school(world):
    return {**counted(world), "school": world.small.school.code}


ANSWER = {
    "year": "2026",
    "regime": "2017",
    "condition": "layout_plan",
    "level": "",
    "value": "yes",
    "proof": "县府〔2026〕1号",
}

ROWS = [
    BureauRow("indicators", BUREAU_ROLES, arguments=counted, above=True),
    BureauRow("indicators-verdict", BUREAU_ROLES, arguments=counted, above=True),
    BureauRow("indicators-answer", OFFICER, "post", arguments=counted, form=lambda _w: ANSWER, answers=302),
    BureauRow("indicators-whatif", BUREAU_ROLES, arguments=counted, above=True),
    BureauRow("indicators-below", BUREAU_ROLES, arguments=counted, above=True),
    BureauRow(
        "indicators-report",
        BUREAU_ROLES,
        arguments=lambda world: {**counted(world), "form": "preview"},
        above=True,
    ),
    BureauRow("indicators-one", BUREAU_ROLES, arguments=indicator, above=True),
    BureauRow("indicators-school", BUREAU_ROLES, arguments=school, above=True),
]
