"""The pay sheet of each scheme of the library that pays comes to the amounts worked out by hand, to the fen."""

from collections import defaultdict

import pytest
from ruamel.yaml import YAML

from banheng.assessment.models import FrozenSheet, ScoreSheet, Step
from banheng.core.money import parse_yuan
from banheng.payroll.preparing import prepare
from banheng.policies.models import SchemeVersion
from banheng.schools.models import AcademicYear, School, SchoolClass, Staff, Term
from banheng.scoring.run import Engine
from banheng.spreadsheets.result_report import Report
from banheng.spreadsheets.result_table import as_json
from tests.assessment.settling import account
from tests.factories import NOW
from tests.schemes.test_library import WORKED, score_example

pytestmark = pytest.mark.django_db


def paying_examples():
    read = ((path, YAML(typ="safe").load(path)) for path in WORKED)
    return [
        pytest.param(path, worked, id=f"{path.parent.name}/{path.stem}")
        for path, worked in read
        if any("pay_yuan" in expected for expected in worked["expected"].values())
    ]


@pytest.mark.parametrize(("path", "worked"), paying_examples())
def test_a_pay_sheet_comes_to_what_was_worked_out_by_hand(path, worked):
    by_hand = defaultdict(int)
    for key, expected in worked["expected"].items():
        if "pay_yuan" in expected:
            by_hand[key.split("/")[1]] += parse_yuan(expected["pay_yuan"])

    pay_sheet = prepare(final_sheet_of(path, worked), by=account("bookkeeper"), at=NOW)

    slips = pay_sheet.slips.select_related("staff")
    paid = {slip.staff.code: slip.fen + slip.carried_fen for slip in slips}
    assert paid == {code: fen for code, fen in by_hand.items() if fen or code in paid}
    assert all(slip.fen >= 0 for slip in slips)
    assert pay_sheet.fen == sum(fen for fen in by_hand.values() if fen > 0)


def final_sheet_of(path, worked):
    """Put the result of an example down as the final one of a school."""
    sheet = score_example(path, worked, Engine.COLUMNAR)
    results = as_json(Report(sheet, fingerprint="0" * 64))
    school = School.objects.create(code="library", name="示例学校")
    year = AcademicYear.objects.create(school=school, code="2026-2027", first="2026-08-01", last="2027-07-31")
    Term.objects.create(academic_year=year, number=1, first="2026-09-01", last="2027-01-22")
    Term.objects.create(academic_year=year, number=2, first="2027-02-22", last="2027-07-09")
    for code in {row["class"] for row in results["results"]}:
        SchoolClass.objects.create(school=school, code=code, opened="2026-09-01")
    people = {row["teacher"]: row["teacher_name"] for row in results["results"] if not row["is_class_line"]}
    for code, name in people.items():
        Staff.objects.create(school=school, code=code, name=name)
    version = SchemeVersion.objects.create(
        school=school, code=path.parent.name, number=1, title="示例", text="", digest="0" * 64, created_at=NOW
    )
    what = {"version": version, "results": results, "ledger_sequence": 0, "engine_version": "0"}
    kept = ScoreSheet.objects.create(
        school=school, period=sheet.period.code, state="final", computed_at=NOW, **what
    )
    edition = FrozenSheet.objects.create(sheet=kept, number=1, digests={}, digest="0" * 64, at=NOW, **what)
    Step.objects.create(sheet=kept, kind=Step.Kind.FINALISED, edition=edition, by_name="", at=NOW)
    return kept
