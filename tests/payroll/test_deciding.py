"""Amounts that the principal decides for one person: with a reason, paid once, cancelled by another one."""

from contextlib import contextmanager
from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction

from banheng.payroll.deciding import cancel_extra, decide_extra
from banheng.payroll.errors import PayRefused
from banheng.payroll.models import Extra, PayLine
from tests.assessment.settling import account
from tests.factories import make_user
from tests.payroll.paying import (
    LATER,
    another_scheme,
    approved,
    final_sheet,
    lines_of,
    prepared,
    small_school,
)

pytestmark = pytest.mark.django_db
REASON = "2025 学年休整，本学年重新上岗，校务会 10 月 12 日决定"


@contextmanager
def refuses(code):
    with pytest.raises(PayRefused) as refused:
        yield
    assert refused.value.code == code


def rest_allowance(staff, **changed):
    given = {"name": "休整期津贴", "fen": 60000, "reason": REASON, "by": account("principal"), "at": LATER}
    return decide_extra(staff, **{**given, **changed})


def test_a_retroactive_rest_allowance_is_a_line_with_its_reason():
    small = small_school()
    teacher = small.teachers["101"]
    rest_allowance(teacher)

    pay_sheet = approved(final_sheet(small))

    assert lines_of(pay_sheet, teacher) == [("津贴", 20000), ("休整期津贴", 60000)]
    assert PayLine.objects.get(code="extra").note == f"{REASON}（principal决定）"
    assert lines_of(prepared(another_scheme(small)), teacher) == [("津贴", 10000)]


def test_somebody_without_a_class_can_be_paid_one():
    small = small_school()
    resting = small.school.staff.create(code="t9", name="休整的教师")
    rest_allowance(resting)

    slip = prepared(final_sheet(small)).slips.get(staff=resting)

    assert (slip.fen, slip.school_class, slip.class_name) == (60000, None, "")


@pytest.mark.parametrize(
    ("changed", "code"), [({"fen": 0}, "nothing"), ({"reason": "  "}, "no_reason")], ids=["zero", "no reason"]
)
def test_a_decision_without_amount_or_reason_is_refused(changed, code):
    with refuses(code):
        rest_allowance(small_school().teachers["101"], **changed)


def test_nobody_decides_for_themselves():
    teacher = small_school().teachers["101"]

    with refuses("own"):
        rest_allowance(teacher, by=make_user("head", staff=teacher))


def test_a_mistaken_decision_is_cancelled_by_another_one():
    small = small_school()
    teacher = small.teachers["101"]
    mistaken = rest_allowance(teacher)
    cancel_extra(mistaken, reason="应为另一位教师", by=account("principal"), at=LATER + timedelta(hours=1))

    assert lines_of(prepared(final_sheet(small)), teacher) == [
        ("津贴", 20000),
        ("休整期津贴", 60000),
        ("冲销：休整期津贴", -60000),
    ]
    for cancelled in Extra.objects.all():
        with refuses("cancelled"):
            cancel_extra(cancelled, reason="再冲一次", by=account("principal"), at=LATER)


def test_the_database_refuses_to_change_a_decision():
    rest_allowance(small_school().teachers["101"])

    with pytest.raises(DatabaseError, match="never change"), transaction.atomic():
        Extra.objects.update(fen=1)
