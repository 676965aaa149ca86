"""A county of invented schools: years that are locked, and one that is being collected."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from banheng.accounts.models import RoleGrant, User
from banheng.accounts.roles import Role
from banheng.balance.schools import LEVELS_OF, Level, SchoolType
from banheng.bureau.collecting.columns import as_kept, catalogue
from banheng.bureau.collecting.models import Collection, Filing, FilingStep
from banheng.demo.accounts import PASSWORD
from banheng.schools.models import School

if TYPE_CHECKING:
    from datetime import date
    from random import Random

    from banheng.schools.models import Bureau

COUNTY_ACCOUNTS = (
    ("jiaoyuju", "何文", Role.BUREAU_OFFICER),
    ("juzhang", "郑远", Role.BUREAU_HEAD),
    ("duxue", "曾敏", Role.SUPERVISOR),
)
TOWNS = ("城关镇", "青莲镇", "石桥镇", "白沙乡", "云岭乡", "双溪乡", "枫林镇", "南坪乡")
KINDS = (
    (SchoolType.PRIMARY, 60),
    (SchoolType.TEACHING_POINT, 20),
    (SchoolType.JUNIOR, 10),
    (SchoolType.NINE_YEAR, 9),
    (SchoolType.COMPLETE_SECONDARY, 1),
)
"""What kinds of school there are, of a hundred."""
COLUMNS = (
    "above_std_teachers",
    "backbone_teachers",
    "pe_art_teachers",
    "teaching_area_m2",
    "sports_area_m2",
    "equipment_yuan",
    "multimedia_rooms",
    "computers",
    "books",
    "teachers",
    "mid_or_higher_teachers",
    "max_class_size",
    "classes",
)
UNEVEN = 0.62
"""How far sports grounds differ: so far that the county fails by this figure."""
WITHOUT_FILING = 4
"""So many schools have not handed in this year yet."""


@dataclass(frozen=True)
class _Profile:
    """A school as it is from year to year: how well off it is, and how many pupils each level has."""

    kind: SchoolType
    town: str
    wealth: dict[str, float]
    students: dict[Level, int]


def make_county(bureau: Bureau, today: date, chance: Random, *, schools: int = 120) -> Collection:
    """Fill a bureau up to so many schools, with two locked years and this one; give this year's collection."""
    others = list(bureau.schools.order_by("pk"))
    names = _names(schools - len(others), chance)
    School.objects.bulk_create(
        School(bureau=bureau, code=f"{bureau.code}-{number:03d}", name=name)
        for number, name in enumerate(names, start=1)
    )
    profiles = {
        school.pk: _profile(school, chance) for school in School.objects.filter(bureau=bureau).order_by("pk")
    }
    years = range(today.year - 2, today.year + 1)
    made = [_year(bureau, year, profiles, chance, today) for year in years]
    return made[-1]


def make_county_accounts(bureau: Bureau, first: date) -> dict[Role, User]:
    """Make the accounts of the officer, the head and the supervisor."""
    users = {}
    for username, name, role in COUNTY_ACCOUNTS:
        users[role] = user = User.objects.create_user(username, password=PASSWORD, name=name)
        RoleGrant.objects.create(user=user, role=role, bureau=bureau, first=first)
    return users


def _names(number: int, chance: Random) -> list[str]:
    kinds = [kind for kind, share in KINDS for _ in range(share)]
    chosen = [kinds[place * len(kinds) // max(number, 1)] for place in range(number)]
    chance.shuffle(chosen)
    ending = {
        SchoolType.PRIMARY: "小学",
        SchoolType.TEACHING_POINT: "教学点",
        SchoolType.JUNIOR: "初级中学",
        SchoolType.NINE_YEAR: "九年制学校",
        SchoolType.COMPLETE_SECONDARY: "中学",
    }
    return [
        f"{TOWNS[place % len(TOWNS)]}第{place // len(TOWNS) + 1}{ending[kind]}"
        for place, kind in enumerate(chosen)
    ]


def _profile(school: School, chance: Random) -> _Profile:
    endings = {
        "教学点": SchoolType.TEACHING_POINT,
        "初级中学": SchoolType.JUNIOR,
        "九年制学校": SchoolType.NINE_YEAR,
        "中学": SchoolType.COMPLETE_SECONDARY,
    }
    kind = next((found for text, found in endings.items() if school.name.endswith(text)), SchoolType.PRIMARY)
    town = next((each for each in TOWNS if school.name.startswith(each)), TOWNS[0])
    usual = {SchoolType.TEACHING_POINT: 60, SchoolType.PRIMARY: 620, SchoolType.JUNIOR: 800}.get(kind, 420)
    in_town = 1.4 if town == TOWNS[0] else 0.8
    students = {
        level: max(12, round(usual * in_town * chance.uniform(0.5, 1.6))) for level in LEVELS_OF[kind]
    }
    wealth = {column: max(0.35, chance.gauss(1.15, 0.3)) for column in COLUMNS}
    wealth["sports_area_m2"] = chance.lognormvariate(0.1, UNEVEN)
    return _Profile(kind, town, wealth, students)


def _year(
    bureau: Bureau, year: int, profiles: dict[int, _Profile], chance: Random, today: date
) -> Collection:
    is_past = year < today.year
    last = datetime(year, 9, 1, 1, tzinfo=UTC)
    opened = last if is_past else min(last, datetime(year, today.month, today.day, 1, tzinfo=UTC))
    columns = [catalogue()[code] for code in COLUMNS]
    collection = Collection.objects.create(
        bureau=bureau,
        year=year,
        deadline=opened.date() + timedelta(days=30) if is_past else today + timedelta(days=7),
        columns=as_kept(columns),
        opened_at=opened,
        locked_at=opened + timedelta(days=60) if is_past else None,
        note="按事业统计报表口径填报，9 月 1 日时点数。",
    )
    filings = []
    for number, (school, profile) in enumerate(profiles.items()):
        cells = _cells(profile, year - today.year, chance)
        is_open = not is_past and number < WITHOUT_FILING
        filings.append(
            Filing(
                collection=collection,
                school_id=school,
                state=Filing.State.OPEN if is_open else Filing.State.ACCEPTED,
                cells={name: cells[name] for name in ("type", "runner", "area", "town")}
                if is_open
                else cells,
                locked_cells=cells if is_past else None,
                submitted_at=None if is_open else opened + timedelta(days=20),
            )
        )
    Filing.objects.bulk_create(filings)
    FilingStep.objects.bulk_create(
        FilingStep(filing=filing, kind=FilingStep.Kind.ACCEPTED, by=None, at=opened + timedelta(days=25))
        for filing in filings
        if filing.state == Filing.State.ACCEPTED
    )
    return collection


def _cells(profile: _Profile, back: int, chance: Random) -> dict[str, str]:
    """Write a year of a school; the further back, the less it had."""
    kind, growth = profile.kind, 1 + 0.03 * back
    cells = {
        "type": kind.value,
        "runner": "county",
        "area": "urban" if profile.town == TOWNS[0] else "town" if profile.town.endswith("镇") else "rural",
        "town": profile.town,
        **{f"{level}_students": str(number) for level, number in profile.students.items()},
    }
    by_level = {stock.code: stock.division == "by_level" for stock in map(catalogue().__getitem__, COLUMNS)}
    per_student = {
        "teachers": 1 / 15,
        "above_std_teachers": 0.055,
        "backbone_teachers": 0.013,
        "pe_art_teachers": 0.011,
        "mid_or_higher_teachers": 0.035,
        "teaching_area_m2": 5.6,
        "sports_area_m2": 9.4,
        "equipment_yuan": 2500,
        "multimedia_rooms": 0.028,
        "computers": 0.09,
        "books": 24,
        "classes": 1 / 42,
    }
    several = len(profile.students) > 1
    for column in COLUMNS:
        parts = profile.students if several and by_level[column] else {None: sum(profile.students.values())}
        for level, students in parts.items():
            if column == "max_class_size":
                figure = round(min(62, 38 + 6 * profile.wealth[column] + chance.randint(-4, 4)))
            else:
                wealth = profile.wealth[column] if column not in {"teachers", "classes"} else 1
                figure = round(students * per_student[column] * wealth * growth)
            cells[f"{column}_{level}" if level else column] = str(max(figure, 1))
    return cells
