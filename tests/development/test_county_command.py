"""The rules answered for the schools of a county on the command line."""

import csv
from datetime import date
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from banheng.development.rule_packs import put_rules_in_force
from banheng.eligibility.loading import pack_path
from tests.factories import NOW, make_school

pytestmark = pytest.mark.django_db


def rows(*arguments):
    out = StringIO()
    call_command("evaluate_rules", *arguments, stdout=out)
    return list(csv.DictReader(StringIO(out.getvalue())))


@pytest.fixture
def schools():
    text = pack_path("003-F").read_text(encoding="utf-8")
    schools = [make_school("one", "一校"), make_school("two", "二校")]
    for small in schools:
        put_rules_in_force(small.school, text, {}, first=date(2026, 9, 1), by=None, at=NOW)
    return schools


def test_each_teacher_of_all_schools_has_a_line_for_each_rule(schools):
    found = rows("--all", "--day", "2026-10-21")

    assert {row["school"] for row in found} == {"one", "two"}
    assert len(found) == 2 * 4 * len({row["rule"] for row in found})
    (hours,) = [
        row for row in found if (row["school"], row["teacher"], row["rule"]) == ("one", "t101", "hours")
    ]
    assert (hours["outcome"], hours["clause"]) == ("unknown", "003-F-21")
    assert "培训" in hours["missing"]


def test_schools_are_named_and_others_left_out(schools):
    assert {row["school"] for row in rows("--school", "two", "--day", "2026-10-21")} == {"two"}


def test_a_code_that_would_be_a_formula_is_text(schools):
    teacher = schools[0].teachers["101"]
    teacher.code = "=1+1"
    teacher.save()

    codes = {row["teacher"] for row in rows("--school", "one", "--day", "2026-10-21")}

    assert "=1+1" not in codes


@pytest.mark.parametrize(
    "arguments", [(), ("--all", "--school", "one"), ("--school", "three"), ("--all", "--day", "gestern")]
)
def test_what_cannot_be_answered_is_refused(schools, arguments):
    with pytest.raises(CommandError):
        rows(*arguments)
