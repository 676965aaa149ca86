from datetime import date

from banheng.accounts.roles import Role
from banheng.bureau.collecting.models import Collection
from banheng.bureau.collecting.opening import open_collection
from banheng.schools.models import Bureau
from tests.factories import NOW
from tests.web.matrix.row import Row

REPORTS = frozenset({Role.ACADEMIC_AFFAIRS_OFFICE, Role.PRINCIPAL})


def year(world):
    """Let the bureau of the school ask for books."""
    if not Collection.objects.exists():
        bureau = Bureau.objects.create(code="county", name="县教育局")
        bureau.schools.add(world.own.school)
        open_collection(bureau, 2026, deadline=date(2026, 10, 30), columns=["books"], by=None, at=NOW)
    return {"year": 2026}


ROWS = [
    Row("reporting", REPORTS),
    Row("reporting-one", REPORTS, arguments=year),
    Row("reporting-one", REPORTS, "post", arguments=year, form=lambda _w: {"type": "primary"}, answers=302),
    Row("reporting-template", REPORTS, arguments=year),
    Row("reporting-file", REPORTS, "post", arguments=year, answers=302),
    Row("reporting-explain", REPORTS, "post", arguments=year, answers=302),
    Row("reporting-submit", frozenset({Role.PRINCIPAL}), "post", arguments=year, answers=302),
]
