import pytest
from ruamel.yaml import YAML

from banheng.core.calendar import SchoolCalendar, Term
from banheng.core.errors import SchemeUnreadable
from banheng.core.money import parse_yuan
from banheng.core.periods import parse_period
from banheng.core.points import parse_units
from banheng.schemes.filling import fill
from banheng.schemes.library import library_path, list_library
from banheng.schemes.loading import load_scheme, parse_scheme
from banheng.scoring.run import Engine, score
from banheng.spreadsheets.evidence_file import read_evidence
from banheng.spreadsheets.roster_file import read_roster

WORKED = [path for code in list_library() for path in sorted(library_path(code).glob("worked*.yaml"))]


def calendar_of(worked):
    given = worked.get("calendar", {})
    return SchoolCalendar(
        frozenset(given.get("days_off", ())),
        frozenset(given.get("working_days", ())),
        tuple(Term(**term) for term in given.get("terms", ())),
    )


def evidence_files(path):
    """The files of the period; a longer period (`worked-term.yaml`) takes all that lie there."""
    pattern = "evidence.csv" if path.name == "worked.yaml" else "evidence*.csv"
    return sorted((path.parent / "example").glob(pattern))


def score_example(path, worked, engine):
    text = (path.parent / "scheme.yaml").read_text(encoding="utf-8")
    scheme = parse_scheme(fill(text, worked.get("fill", {}))).in_force()
    calendar = calendar_of(worked)
    period = parse_period(str(worked["period"]), calendar)
    postings = read_roster(path.parent / "example/roster.csv")
    found = read_evidence(evidence_files(path), scheme, postings, period, calendar)
    return score(scheme, found.evidence, postings, period, calendar, engine=engine)


def figures_of(result):
    parts = {**result.items, **result.indicators}
    return {
        "total": result.total,
        "rating": result.rating,
        "rank": result.rank,
        "pay_yuan": result.pay,
        **{code: part.points if part.applies else "na" for code, part in parts.items()},
    }


def figures_by_hand(expected):
    """What was worked out; a class may give only some of it."""
    points = {**expected.get("items", {}), **expected.get("indicators", {})}
    figures = {code: each if each == "na" else parse_units(each) for code, each in points.items()}
    figures |= {what: expected[what] for what in ("rating", "rank") if what in expected}
    if "total" in expected:
        figures["total"] = parse_units(expected["total"])
    if "pay_yuan" in expected:
        figures["pay_yuan"] = parse_yuan(expected["pay_yuan"])
    return figures


@pytest.mark.parametrize("engine", Engine)
@pytest.mark.parametrize("path", WORKED, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_an_example_gives_what_was_worked_out_by_hand(path, engine):
    worked = YAML(typ="safe").load(path)

    sheet = score_example(path, worked, engine)

    for key, expected in worked["expected"].items():
        hand = figures_by_hand(expected)
        got = figures_of(sheet.result(f"/{key}"))
        assert {what: got[what] for what in hand} == hand, key


@pytest.mark.parametrize("code", list_library())
def test_an_example_is_worked_out_by_hand_in_full(code):
    folder = library_path(code)
    worked = YAML(typ="safe").load(folder / "worked.yaml")

    postings = read_roster(folder / "example/roster.csv")

    assert {f"{posting.school_class}/{posting.teacher}" for posting in postings} <= set(worked["expected"])
    assert len(worked["working"]) > 100


@pytest.mark.parametrize("code", list_library())
def test_all_pay_of_an_example_is_worked_out_by_hand(code):
    """Each period that pays has its worked result, and each who is paid stands in it with the amount."""
    scheme = load_scheme(library_path(code) / "scheme.yaml").scheme
    paying = {scheme.period} if scheme.allowances else set()
    paying |= {longer.to for longer in scheme.longer_periods if longer.allowances}

    for path in sorted(library_path(code).glob("worked*.yaml")):
        worked = YAML(typ="safe").load(path)
        sheet = score_example(path, worked, Engine.COLUMNAR)
        if not sheet.ends.allowances:
            continue
        paying.discard(sheet.period.kind)
        payees = {one.subject.key[1:] for one in sheet.results if not one.subject.is_class_line}
        assert payees <= {key for key, expected in worked["expected"].items() if "pay_yuan" in expected}

    assert not paying


@pytest.mark.parametrize("code", list_library())
def test_every_item_rating_and_allowance_says_where_it_comes_from(code):
    scheme = load_scheme(library_path(code) / "scheme.yaml").scheme
    ratings = [rating for rating in scheme.ratings if not rating.otherwise]
    parts = [*scheme.items(), *scheme.vetoes, *ratings, *scheme.allowances]

    silent = [part.code for part in parts if not (part.clause or part.assumption or part.note)]

    # the rule below an item may say it for the item
    spoken = {item.code for item in scheme.items() if item.rule.clause or item.rule.assumption}
    assert set(silent) <= spoken


@pytest.mark.parametrize("code", list_library())
def test_a_scheme_is_named_after_its_folder(code):
    assert load_scheme(library_path(code) / "scheme.yaml").scheme.scheme == code


def test_an_unknown_code_names_the_nearest_one():
    with pytest.raises(SchemeUnreadable, match="Did you mean primary-month"):
        library_path("primary-months")
