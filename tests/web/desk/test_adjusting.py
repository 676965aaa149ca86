"""The pages on which unequal inspectors and harder classes are set right before the review."""

import pytest
from django.urls import reverse

from banheng.accounts.roles import Role
from banheng.ledger.models import Record
from tests.assessment.settling import publish_september
from tests.assessment.test_adjusting import ADJUSTED, judge
from tests.factories import adopt, make_one_of_each, make_school

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("time_machine_today")]
ARGUMENTS = ["yucai", "worked", "2026-09"]


@pytest.fixture
def small():
    small = make_school()
    adopt(small.school, text=ADJUSTED)
    return small


@pytest.fixture
def office(client, small):
    office = make_one_of_each(small)[Role.MORAL_EDUCATION_OFFICE]
    client.force_login(office)
    return office


def address(name):
    return reverse(name, args=ARGUMENTS)


def test_the_period_leads_to_both_pages(client, office):
    page = client.get(address("desk-period")).content.decode()

    assert address("desk-severity") in page
    assert address("desk-context") in page


def test_what_strict_inspectors_took_is_given_back_inside_the_bounds_and_published(client, small, office):
    judge(small, stricter=3)
    page = client.get(address("desk-severity")).content.decode()
    assert "+1.5" in page

    client.post(address("desk-severity"))

    given = Record.objects.get(item="severity")
    assert (given.school_class.code, given.value, given.recorder) == ("101", 15_000, office)
    assert "因尺度不一共少得" in given.note
    assert "已登记的与此相同" in client.get(address("desk-severity")).content.decode()
    publish_september(small.school, scheme="worked")
    notice = client.get(reverse("reports-notice", args=[*ARGUMENTS, "preview"])).content.decode()
    assert "“检查尺度校正”（分）：一年级1班 +1.5。" in notice
    assert "“班情折算”（分）：没有。" in notice


def test_alike_inspectors_leave_nothing_to_put_down(client, small, office):
    judge(small, stricter=0)

    assert "看不出差别，不作校正" in client.get(address("desk-severity")).content.decode()


def test_context_is_declared_with_a_reason_from_the_list(client, office):
    client.post(address("desk-context"), {"101-points": "１.5", "101-why": "large", "102-points": ""})

    given = Record.objects.get(item="context")
    assert (given.value, given.note) == (15_000, "班额偏大")
    assert 'value="1.5"' in client.get(address("desk-context")).content.decode()


@pytest.mark.parametrize(
    ("said", "complaint"),
    [
        ({"101-points": "3", "101-why": "large"}, "在 -2 到 2 分之间"),
        ({"101-points": "许多", "101-why": "large"}, "不是数"),
        ({"101-points": "1"}, "请选原因"),
        ({"101-points": "1", "101-why": "因为张小明"}, "101-why"),
    ],
)
def test_what_does_not_fit_is_refused_and_kept_on_the_page(client, office, said, complaint):
    answer = client.post(address("desk-context"), said)

    assert answer.status_code == 400
    assert complaint in answer.content.decode()
    assert not Record.objects.exists()


def test_a_scheme_without_such_an_item_has_no_such_page(client, small, office):
    adopt(small.school, "primary-month")

    assert client.get(reverse("desk-context", args=["yucai", "primary-month", "2026-09"])).status_code == 404
