"""The answers of the whole school: filters, counts, export, classes, and what a grade leader is not shown."""

from datetime import date
from io import BytesIO

import openpyxl
import pytest
from django.urls import reverse

from banheng.accounts.roles import Role
from banheng.development.models import Fact
from banheng.development.recording import record_fact
from banheng.development.rule_packs import put_rules_in_force
from banheng.eligibility.loading import pack_path
from banheng.schools.models import Posting, Staff
from tests.factories import NOW, grant, make_school, make_user

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("time_machine_today")]


@pytest.fixture
def small():
    small = make_school()
    text = pack_path("default").read_text(encoding="utf-8")
    put_rules_in_force(small.school, text, {}, first=date(2026, 9, 1), by=None, at=NOW)
    return small


@pytest.fixture
def sign_in(client, small):
    def signed_in(role, **extent):
        user = make_user(role.value)
        grant(user, role, small.school, **extent)
        client.force_login(user)
        return client

    return signed_in


@pytest.fixture
def office(sign_in):
    return sign_in(Role.MORAL_EDUCATION_OFFICE)


def put(teacher, kind, **content):
    return record_fact(
        teacher,
        Fact.Kind(kind),
        kind,
        since=date(2026, 9, 1),
        content=content,
        source=Fact.Source.PROCESS,
        by=None,
        at=NOW,
    )


def page(client, small, name="eligibility", *arguments, **query):
    return client.get(reverse(name, args=[small.school.code, *arguments]), query)


def test_answers_are_counted_by_rule_and_chosen_by_rule_and_outcome(office, small):
    put(small.teachers["101"], "confirmation", code="dossier_complete")

    found = page(office, small, rule="default/serve", group="blocks")

    counts = {code: numbers for code, _, numbers in found.context["counts"]}
    assert counts["default/serve"] == [1, 0, 3, 0]
    assert [(staff.code, each.rule.code) for staff, each in found.context["rows"]] == [("t101", "serve")]
    assert "教师资格" in found.content.decode()


def test_those_without_a_class_are_asked_about_when_all_are(office, small):
    Staff.objects.create(school=small.school, code="t99", name="任课教师")

    assert page(office, small).context["teachers"] == 4
    assert page(office, small, who="all").context["teachers"] == 5


def test_before_the_rules_there_is_nothing_to_answer(office, small):
    assert "还没有执行任职规则" in page(office, small, day="2026-08-01").content.decode()


def test_a_day_that_is_none_is_today(office, small):
    assert page(office, small, day="gestern").status_code == 200


def test_the_workbook_holds_the_chosen_answers_and_no_formula(office, small):
    teacher = small.teachers["101"]
    teacher.name = "=HYPERLINK(1)"
    teacher.save()

    response = page(office, small, "eligibility-document", "xlsx", rule="default/serve", group="")

    book = openpyxl.load_workbook(BytesIO(response.content))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    (own,) = [cell for cell in cells if "HYPERLINK" in str(cell.value)]
    assert own.data_type == "s"
    assert {cell.data_type for cell in cells} <= {"s", "n"}


def test_classes_without_their_homeroom_teacher_are_named(office, small):
    Posting.objects.filter(school_class__code="102").delete()

    found = page(office, small, "eligibility-classes")

    assert found.context["wrong"] == 1
    assert "1 个班不符合。" in found.content.decode()


def test_what_gives_away_an_incident_is_for_the_office_and_the_teacher_only(sign_in, client, small):
    teacher = small.teachers["201"]
    put(teacher, "incident", incident="serious_breach")
    arguments = (teacher.pk,)

    leader = sign_in(Role.GRADE_LEADER, grade=small.grades[0])
    assert "撤职" not in page(leader, small, "eligibility-one", *arguments).content.decode()
    assert "default/breach" not in [code for code, _, _ in page(leader, small).context["counts"]]

    office = sign_in(Role.MORAL_EDUCATION_OFFICE)
    assert "严重违反职业纪律的撤职" in page(office, small, "eligibility-one", *arguments).content.decode()

    client.force_login(make_user("own", staff=teacher))
    assert "严重违反职业纪律的撤职" in page(client, small, "eligibility-one", *arguments).content.decode()


def test_a_teacher_sees_the_own_answers_and_nobody_elses(client, small):
    client.force_login(make_user("own", staff=small.teachers["101"]))

    assert page(client, small, "eligibility-one", small.teachers["101"].pk).status_code == 200
    assert page(client, small, "eligibility-one", small.teachers["102"].pk).status_code == 403


def test_the_number_of_queries_does_not_grow_with_the_teachers(office, small, django_assert_max_num_queries):
    for number in range(30):
        staff = Staff.objects.create(school=small.school, code=f"x{number}", name="张")
        put(staff, "teaching")

    with django_assert_max_num_queries(20):
        page(office, small, who="all", group="")
