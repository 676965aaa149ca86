import pytest
from ruamel.yaml import YAML

from banheng import example
from banheng.core.calendar import SchoolCalendar, Term
from banheng.core.findings import Severity
from banheng.core.money import format_yuan
from banheng.core.periods import parse_period
from banheng.core.points import format_units
from banheng.schemes.linting import lint
from banheng.schemes.loading import load_scheme
from banheng.scoring.run import Engine, score
from banheng.spreadsheets.evidence_file import read_evidence
from banheng.spreadsheets.roster_file import read_roster

LIBRARY = example.files().scheme.parents[1]
READY = ("primary-month", "junior-month-boarding", "senior-term-360")


def calendar_of(worked):
    given = worked.get("calendar", {})
    return SchoolCalendar(
        frozenset(given.get("days_off", ())),
        frozenset(given.get("working_days", ())),
        tuple(Term(term["code"], term["first"], term["last"]) for term in given.get("terms", ())),
    )


def shown(points):
    return format_units(points.points) if points.applies else "na"


@pytest.mark.parametrize("engine", Engine)
@pytest.mark.parametrize("code", READY)
def test_the_result_is_the_one_worked_out_by_hand(code, engine):
    folder = LIBRARY / code
    worked = YAML(typ="safe").load(folder / "worked.yaml")
    calendar = calendar_of(worked)
    period = parse_period(worked["period"], calendar)
    scheme = load_scheme(folder / "scheme.yaml").in_force()
    postings = read_roster(folder / "example" / "roster.csv")
    found = read_evidence([folder / "example" / "evidence.csv"], scheme, postings, period, calendar)

    sheet = score(scheme, found.evidence, postings, period, calendar, engine=engine)

    assert found.findings == []

    for key, expected in worked["expected"].items():
        result = sheet.result(f"/{key}")
        got = {
            "total": format_units(result.total, places=2),
            "rating": result.rating,
            "rank": result.rank,
            "items": {item: shown(result.items[item]) for item in expected["items"]},
            "indicators": {part: shown(result.indicators[part]) for part in expected["indicators"]},
            "pay_yuan": format_yuan(result.pay),
        }
        assert got == expected, key


@pytest.mark.parametrize("code", READY)
def test_every_part_says_where_its_figures_come_from(code):
    scheme = load_scheme(LIBRARY / code / "scheme.yaml").scheme
    parts = [*scheme.items(), *scheme.vetoes, *scheme.ratings, *scheme.allowances]

    silent = [
        part.code
        for part in parts
        if not (part.clause or part.assumption or part.note)
        and not (hasattr(part, "rule") and (part.rule.clause or part.rule.assumption))
    ]

    assert silent == []


@pytest.mark.parametrize("code", READY)
def test_a_ready_scheme_has_nothing_to_mend(code):
    findings = lint(load_scheme(LIBRARY / code / "scheme.yaml"))

    assert [finding for finding in findings if finding.severity is not Severity.NOTE] == []
