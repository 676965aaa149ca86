from datetime import date

from banheng.accounts.roles import BUREAU_ROLES, Role
from banheng.bureau.collecting.models import Filing, StatisticsFile
from banheng.bureau.collecting.opening import open_collection
from tests.factories import NOW
from tests.web.bureau_matrix.row import BureauRow

OFFICER, SUPERVISOR, HEAD = (
    frozenset({role}) for role in (Role.BUREAU_OFFICER, Role.SUPERVISOR, Role.BUREAU_HEAD)
)


def opened(world):
    """Open the year, with one school that has handed in."""
    found = world.bureau.collections.first() or open_collection(
        world.bureau, 2026, deadline=date(2026, 10, 30), columns=["books"], by=None, at=NOW
    )
    found.filings.update(state=Filing.State.SUBMITTED)
    return found


def year(world):
    return {"year": opened(world).year}


def filing(world):
    return {**year(world), "school": world.small.school.code}


def file(world):
    collection = opened(world)
    found = StatisticsFile.objects.first() or StatisticsFile.objects.create(
        collection=collection, name="a.csv", header=["学校"], rows=[["育才小学"]], first_row=2, at=NOW
    )
    return {"year": collection.year, "file": found.pk}


def ready_to_lock(world):
    opened(world).filings.update(state=Filing.State.ACCEPTED)
    return {}


REASON = {"reason": "数据有误"}

ROWS = [
    BureauRow("collecting", BUREAU_ROLES, above=True),
    BureauRow("collecting-open", OFFICER),
    BureauRow("collecting-open", OFFICER, method="post"),
    BureauRow("collecting-one", BUREAU_ROLES, arguments=year, above=True),
    BureauRow("collecting-lock", OFFICER, "post", arguments=year, form=ready_to_lock, answers=302),
    BureauRow("collecting-schools", OFFICER, "post", arguments=year, answers=302),
    BureauRow("collecting-acceptall", SUPERVISOR, "post", arguments=year, answers=302),
    BureauRow("collecting-file", OFFICER, arguments=year),
    BureauRow("collecting-mapping", OFFICER, arguments=file),
    BureauRow(
        "collecting-mapping",
        OFFICER,
        "post",
        arguments=file,
        form=lambda _w: {"column-0": "school"},
        answers=302,
    ),
    BureauRow("collecting-filing", BUREAU_ROLES, arguments=filing, above=True),
    BureauRow("collecting-excuse", OFFICER, "post", arguments=filing, form=lambda _w: REASON, answers=302),
    BureauRow("collecting-release", HEAD, "post", arguments=filing, form=lambda _w: REASON, answers=302),
    BureauRow(
        "collecting-review",
        SUPERVISOR,
        "post",
        arguments=lambda world: {**filing(world), "step": "return"},
        form=lambda _w: REASON,
        answers=302,
    ),
]
