"""Roster, results and schemes through the interface: exact, and with as little of people as will do."""

import hashlib
import json

import pytest

from banheng.accounts.roles import Role
from banheng.assessment.freezing import standing
from tests.assessment.settling import SEPTEMBER, publish_september, review_september
from tests.factories import make_pupils, put_one


def test_terms_and_classes_and_staff(program):
    office = program()

    (term,) = office.get("/roster/terms").json()["terms"]
    classes = office.get("/roster/classes").json()["classes"]
    page = office.get("/roster/staff?limit=3").json()
    rest = office.get(f"/roster/staff?after={page['next']}").json()

    assert (term["code"], term["first"], term["last"]) == ("2026-2027-1", "2026-09-01", "2027-01-22")
    assert [(each["code"], each["homeroom_teacher"]) for each in classes] == [
        (code, f"t{code}") for code in ("101", "102", "201", "202")
    ]
    assert page["staff"][0]["postings"] == [
        {"school_class": "101", "role": "homeroom_teacher", "first": "2026-09-01", "last": None}
    ]
    assert [each["code"] for each in page["staff"] + rest["staff"]] == ["t101", "t102", "t201", "t202", "t90"]
    assert (page["more"], rest["more"]) == (True, False)


def test_nothing_of_pupils_is_in_the_roster(program, small):
    make_pupils(small, "陈小明", "李小红")
    office = program()

    said = "".join(office.get(f"/roster/{part}").content.decode() for part in ("terms", "classes", "staff"))

    assert "小明" not in json.dumps(said)
    assert "pupil" not in said


def test_a_grade_leader_sees_the_classes_of_the_grade(program):
    classes = program(Role.GRADE_LEADER).get("/roster/classes").json()["classes"]

    assert [each["code"] for each in classes] == ["101", "102"]


def test_a_published_sheet_has_the_digits_of_its_edition(program, small):
    put_one(small.school, day=SEPTEMBER)
    edition = standing(publish_september(small.school))

    sheet = program(Role.STAFF).get("/results/primary-month/2026-09").json()

    assert (sheet["state"], sheet["edition"], sheet["digest"]) == ("published", 1, edition.digest)
    assert [(row["key"], row["total"], row["rank"]) for row in sheet["results"]] == [
        (row["key"], row["total"], row["rank"]) for row in edition.results["results"]
    ]
    assert all(isinstance(row["total"], str) for row in sheet["results"])


def test_points_in_detail_are_for_the_classes_that_the_account_sees(program, small):
    put_one(small.school, day=SEPTEMBER)
    publish_september(small.school)

    rows = program(Role.HOMEROOM_TEACHER).get("/results/primary-month/2026-09").json()["results"]

    assert {row["school_class"]: row["items"] is not None for row in rows} == {
        "101": True,
        "102": False,
        "201": False,
        "202": False,
    }


def test_what_is_not_published_is_for_the_desk(program, small):
    put_one(small.school, day=SEPTEMBER)
    review_september(small.school)

    def states(role):
        return [sheet["state"] for sheet in program(role).get("/results").json()["sheets"]]

    assert states(Role.MORAL_EDUCATION_OFFICE) == states(Role.PRINCIPAL) == ["reviewed"]
    assert states(Role.HOMEROOM_TEACHER) == states(Role.BOOKKEEPER) == []
    assert program(Role.STAFF).get("/results/primary-month/2026-09").status_code == 404


def test_a_token_for_a_grade_has_the_results_of_its_classes(program, small):
    put_one(small.school, day=SEPTEMBER)
    publish_september(small.school)

    narrow = program(Role.MORAL_EDUCATION_OFFICE, grade=small.grades[1])

    rows = narrow.get("/results/primary-month/2026-09").json()["results"]
    assert [row["school_class"] for row in rows] == ["201", "202"]
    explanation = "/results/primary-month/2026-09/classes/{}/explanation"
    assert narrow.get(explanation.format("201")).status_code == 200
    assert narrow.get(explanation.format("101")).status_code == 403


@pytest.mark.parametrize("role", [Role.MORAL_EDUCATION_OFFICE, Role.PRINCIPAL, Role.HOMEROOM_TEACHER])
def test_no_pay_is_in_results_or_explanations(program, small, role):
    put_one(small.school, day=SEPTEMBER)
    publish_september(small.school)
    asks = program(role)

    sheet = asks.get("/results/primary-month/2026-09").content.decode()
    why = asks.get("/results/primary-month/2026-09/classes/101/explanation").content.decode()

    for word in ("pay", "fen", "yuan"):
        assert f'"{word}' not in sheet + why


def test_an_explanation_adds_up_and_names_the_record(program, small):
    seen = put_one(small.school, note="走廊有纸屑", by=None)

    said = program().get("/results/primary-month/2026-10/classes/101/explanation").json()

    assert said["version"] == "banheng-explanation/1"
    assert str(seen.id) in json.dumps(said)
    assert "走廊有纸屑" in json.dumps(said, ensure_ascii=False)


def test_who_may_not_see_records_gets_no_notes_and_no_recorders(program, small, users):
    put_one(small.school, note="走廊有纸屑", by=users[Role.DUTY_INSPECTOR])

    answer = program(Role.SUBJECT_TEACHER).get("/results/primary-month/2026-10/classes/101/explanation")

    assert answer.status_code == 200
    said = json.dumps(answer.json(), ensure_ascii=False)
    assert "走廊有纸屑" not in said
    assert "yucai-duty_inspector" not in said


@pytest.mark.parametrize(
    "path",
    [
        "/results/primary-month/2026-13/classes/101/explanation",
        "/results/primary-month/nothing/classes/101/explanation",
        "/results/nothing/2026-10/classes/101/explanation",
        "/results/primary-month/2026-10/classes/999/explanation",
        "/results/primary-month/2026-10/classes/101/explanation?teacher=t102",
        "/results/primary-month/2026-08",
        "/schemes/primary-month/2",
        "/schemes/nothing/1",
        "/records/00000000-0000-4000-8000-000000000000",
        "/nothing",
    ],
)
def test_what_is_not_there_is_not_found(program, path):
    answer = program().get(path)

    assert (answer.status_code, answer.json()["code"]) == (404, "not_found")


def test_a_version_is_given_as_written_and_as_data_whose_digest_can_be_checked(program):
    office = program()

    (listed,) = office.get("/schemes").json()["versions"]
    version = office.get(f"/schemes/{listed['code']}/{listed['number']}").json()

    assert version["yaml"].startswith("#")
    content = json.dumps(version["scheme"], sort_keys=True, ensure_ascii=False)
    assert hashlib.sha256(content.encode()).hexdigest() == listed["digest"] == version["digest"]


def test_schemes_of_a_day_on_which_none_was_in_force(program):
    assert program().get("/schemes?day=2026-08-31").json() == {"day": "2026-08-31", "versions": []}
