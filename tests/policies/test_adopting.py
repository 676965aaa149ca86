from datetime import date

import pytest

from banheng.policies.adopting import adopt, withdraw
from banheng.policies.drafting import begin_draft
from banheng.policies.errors import PolicyRefused
from banheng.policies.in_force import versions_in_force
from banheng.policies.models import Adoption
from banheng.policies.recording import put_on_record
from tests.factories import LIBRARY, NOW, make_school

pytestmark = pytest.mark.django_db
TEXT = (LIBRARY / "primary-month" / "scheme.yaml").read_text(encoding="utf-8")
SEPTEMBER, OCTOBER, NOVEMBER = date(2026, 9, 1), date(2026, 10, 1), date(2026, 11, 1)


@pytest.fixture
def school():
    return make_school().school


def version(school, price="-0.2", code="primary-month"):
    text = TEXT.replace("-0.2, per: place", f"{price}, per: place").replace(
        "scheme: primary-month", f"scheme: {code}"
    )
    return put_on_record(begin_draft(school, text, by=None, at=NOW), note="", by=None, at=NOW)


def put_in_force(which, first, settled_until=None):
    return adopt(which, first=first, settled_until=settled_until, reason="", by=None, at=NOW)


def spans():
    return [(each.version.number, each.first, each.last) for each in Adoption.objects.order_by("first", "pk")]


def test_a_new_version_ends_the_one_before_it_the_day_before(school):
    put_in_force(version(school), SEPTEMBER)
    put_in_force(version(school, "-0.4"), NOVEMBER)

    assert spans() == [(1, SEPTEMBER, date(2026, 10, 31)), (2, NOVEMBER, None)]
    numbers = [versions_in_force(school, day)[0].number for day in (date(2026, 10, 31), NOVEMBER)]
    assert numbers == [1, 2]


def test_a_version_put_before_a_later_one_ends_before_it(school):
    put_in_force(version(school), SEPTEMBER)
    put_in_force(version(school, "-0.4"), NOVEMBER)
    put_in_force(version(school, "-0.6"), OCTOBER)

    assert spans() == [
        (1, SEPTEMBER, date(2026, 9, 30)),
        (3, OCTOBER, date(2026, 10, 31)),
        (2, NOVEMBER, None),
    ]


def test_a_settled_day_keeps_its_scheme(school):
    put_in_force(version(school), SEPTEMBER)

    with pytest.raises(PolicyRefused, match="请从 2026-11-01 或以后的日期起生效"):
        put_in_force(version(school, "-0.4"), OCTOBER, settled_until=date(2026, 10, 31))

    put_in_force(version(school, "-0.6"), NOVEMBER, settled_until=date(2026, 10, 31))


def test_two_schemes_with_the_same_items_are_not_in_force_together(school):
    put_in_force(version(school), SEPTEMBER)

    with pytest.raises(PolicyRefused, match="“教室与清洁区卫生”"):
        put_in_force(version(school, code="another"), OCTOBER)


def test_they_may_follow_each_other(school):
    first = put_in_force(version(school), SEPTEMBER)
    withdraw(first, last=date(2026, 9, 30), settled_until=None, by=None, at=NOW)

    put_in_force(version(school, code="another"), OCTOBER)

    assert [each.code for each in versions_in_force(school, OCTOBER)] == ["another"]


@pytest.mark.parametrize(
    ("first", "reason"),
    [(SEPTEMBER, "begins_already"), (OCTOBER, "in_force_already")],
    ids=["same day", "later"],
)
def test_what_is_in_force_is_not_put_in_force_again(school, first, reason):
    known = version(school)
    put_in_force(known, SEPTEMBER)

    with pytest.raises(PolicyRefused) as refused:
        put_in_force(known, first)

    assert refused.value.code == reason


def test_withdrawn_before_it_begins_the_version_before_goes_on(school):
    put_in_force(version(school), SEPTEMBER)
    coming = put_in_force(version(school, "-0.4"), NOVEMBER)

    withdraw(coming, last=OCTOBER, settled_until=None, by=None, at=NOW)

    assert [each.number for each in versions_in_force(school, NOVEMBER)] == [1]
    assert (2, NOVEMBER, date(2026, 10, 31)) in spans()


def test_a_version_stays_in_force_as_long_as_results_are_settled(school):
    running = put_in_force(version(school), SEPTEMBER)

    with pytest.raises(PolicyRefused, match="至少要生效到这一天"):
        withdraw(running, last=OCTOBER, settled_until=date(2026, 10, 31), by=None, at=NOW)


def test_a_day_before_all_academic_years_is_refused(school):
    with pytest.raises(PolicyRefused, match="2026-08-01 起"):
        put_in_force(version(school), date(1970, 1, 1))
