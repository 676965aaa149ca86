"""A pay sheet from a final result: prepared, approved, paid; late corrections carried, each once."""

from contextlib import contextmanager
from datetime import date

import pytest
from django.db import DatabaseError, transaction

from banheng.assessment.freezing import standing
from banheng.payroll.approving import approve, send_back
from banheng.payroll.errors import PayRefused
from banheng.payroll.marking_paid import mark_paid
from banheng.payroll.models import PayLine, PaySheet, PaySlip, PayStep
from banheng.payroll.slips import checksum_as_kept
from tests.assessment.settling import account, publish_september
from tests.factories import adopt, make_school, put_one
from tests.payroll.paying import (
    LATER,
    PAYING_ONLY,
    another_scheme,
    approved,
    differ,
    final_sheet,
    lines_of,
    prepared,
    small_school,
)

pytestmark = pytest.mark.django_db


@contextmanager
def refuses(code):
    with pytest.raises(PayRefused) as refused:
        yield
    assert refused.value.code == code


def pay(pay_sheet, **changed):
    given = {"day": date(2026, 11, 5), "voucher": "记-118", "by": account("bookkeeper"), "at": LATER}
    return mark_paid(pay_sheet, **{**given, **changed})


def test_a_final_result_pays_what_it_came_to():
    small = make_school()
    adopt(small.school)
    put_one(small.school, day=date(2026, 9, 15), quantity=20_000)
    sheet = final_sheet(small, "primary-month")
    rows = {row["teacher"]: row for row in standing(sheet).results["results"]}

    pay_sheet = prepared(sheet)

    slips = {slip.staff.code: slip.fen for slip in pay_sheet.slips.all()}
    assert slips == {code: row["pay_fen"] for code, row in rows.items()}
    assert pay_sheet.fen == sum(slips.values()) == standing(sheet).results["pay_fen"]
    assert (pay_sheet.heads, pay_sheet.state) == (4, "prepared")
    assert pay_sheet.checksum == checksum_as_kept(pay_sheet)


def test_only_a_final_result_is_paid():
    small = small_school()
    sheet = publish_september(small.school, scheme="flat")

    with refuses("not_final"):
        prepared(sheet)


def test_preparing_again_changes_nothing_unless_something_is_new():
    small = small_school()
    sheet = final_sheet(small)
    first = prepared(sheet)

    assert prepared(sheet) == first
    assert first.steps.count() == 1

    differ(sheet, small.teachers["101"], 500)
    again = prepared(sheet)
    assert (again.pk, again.fen - first.fen, again.steps.count()) == (first.pk, 500, 2)
    assert PaySheet.objects.count() == 1


def test_who_prepared_does_not_approve():
    pay_sheet = prepared(final_sheet(small_school()))

    with refuses("same_person"):
        approve(pay_sheet, seen=pay_sheet.checksum, by=account("bookkeeper"), at=LATER)


def test_what_was_not_seen_is_not_approved():
    small = small_school()
    sheet = final_sheet(small)
    seen = prepared(sheet).checksum
    differ(sheet, small.teachers["101"], 500)

    with refuses("changed"):
        approve(prepared(sheet), seen=seen, by=account("principal"), at=LATER)


def test_each_step_is_in_the_journal_and_none_is_skipped():
    sheet = final_sheet(small_school())
    pay_sheet = prepared(sheet)
    with refuses("other_state"):
        pay(pay_sheet)
    with refuses("no_reason"):
        send_back(pay_sheet, reason=" ", by=account("principal"), at=LATER)
    send_back(pay_sheet, reason="班级写错", by=account("principal"), at=LATER)
    with refuses("other_state"):
        approve(pay_sheet, seen=pay_sheet.checksum, by=account("principal"), at=LATER)
    pay_sheet = approved(sheet)
    with refuses("other_state"):
        send_back(pay_sheet, reason="再看看", by=account("principal"), at=LATER)
    with refuses("locked"):
        prepared(sheet)
    with refuses("day_ahead"):
        pay(pay_sheet, day=date(2026, 12, 1))
    with refuses("no_voucher"):
        pay(pay_sheet, voucher=" ")
    pay(pay_sheet)
    with refuses("other_state"):
        pay(pay_sheet)

    assert [(step.kind, step.by_name, step.reason) for step in PayStep.objects.all()] == [
        ("prepared", "bookkeeper", ""),
        ("returned", "principal", "班级写错"),
        ("prepared", "bookkeeper", ""),
        ("approved", "principal", ""),
        ("paid", "bookkeeper", ""),
    ]
    paid = PaySheet.objects.get()
    assert (paid.state, paid.paid_on, paid.voucher) == ("paid", date(2026, 11, 5), "记-118")


def test_a_correction_after_the_final_edition_is_a_line_of_its_own():
    small = small_school()
    sheet = final_sheet(small)
    differ(sheet, small.teachers["101"], 550, reason="申诉 2026-0001 的复核结论")

    pay_sheet = prepared(sheet)

    assert lines_of(pay_sheet, small.teachers["101"]) == [("津贴", 20000), ("2026年9月补差", 550)]
    assert lines_of(pay_sheet, small.teachers["102"]) == [("津贴", 20000)]
    line = PayLine.objects.get(code="difference")
    assert line.note == "总分 9 → 10；申诉 2026-0001 的复核结论"
    assert pay_sheet.edition.number == 1


def test_a_difference_is_paid_once_with_the_next_sheet():
    small = small_school()
    first = final_sheet(small)
    approved(first)
    differ(first, small.teachers["101"], 550)
    second, third = another_scheme(small), another_scheme(small, code="third")

    lines = lines_of(prepared(second), small.teachers["101"])

    assert lines == [("津贴", 10000), ("2026年9月补差", 550)]
    assert lines_of(prepared(third), small.teachers["101"]) == [("津贴", 10000)]


def test_who_has_left_the_post_still_gets_a_difference():
    small = small_school()
    sheet = final_sheet(small)
    former = small.school.staff.create(code="t9", name="调走的教师")
    differ(sheet, former, 700)

    slip = prepared(sheet).slips.get(staff=former)

    assert (slip.fen, slip.class_name, slip.grade) == (700, "一年级1班", "一年级")


def test_nobody_is_paid_below_zero_and_the_rest_goes_to_the_next_sheet():
    small = small_school()
    sheet = final_sheet(small)
    teacher = small.teachers["101"]
    differ(sheet, teacher, -25000)

    first = approved(sheet)

    slip = first.slips.get(staff=teacher)
    assert (slip.fen, slip.carried_fen) == (0, -5000)
    assert lines_of(first, teacher)[-1] == ("不足部分结转下期", 5000)
    second = approved(another_scheme(small))
    assert lines_of(second, teacher) == [("津贴", 10000), ("2026年9月结转", -5000)]
    assert lines_of(prepared(another_scheme(small, code="third")), teacher) == [("津贴", 10000)]


def test_what_a_sheet_that_is_not_approved_comes_to_is_not_carried():
    small = small_school()
    sheet = final_sheet(small)
    differ(sheet, small.teachers["101"], -25000)
    prepared(sheet)

    second = prepared(another_scheme(small))

    assert lines_of(second, small.teachers["101"]) == [("津贴", 10000)]


def test_a_teacher_with_two_classes_has_one_slip():
    small = small_school()
    small.classes["102"].postings.update(staff=small.teachers["101"])

    pay_sheet = prepared(final_sheet(small))

    slip = pay_sheet.slips.get(staff=small.teachers["101"])
    assert [(line.class_name, line.fen) for line in slip.lines.all()] == [
        ("一年级1班", 20000),
        ("一年级2班", 20000),
    ]
    assert (slip.fen, pay_sheet.heads) == (40000, 3)


def test_somebody_whom_the_roster_does_not_know_holds_up_the_sheet():
    small = small_school()
    sheet = final_sheet(small)
    small.school.staff.filter(code="t101").update(code="x101")

    with refuses("staff_unknown"):
        prepared(sheet)


def test_a_result_that_pays_nothing_has_no_pay_sheet():
    small = make_school()
    adopt(small.school, text=PAYING_ONLY.format(code="flat", fen=0).partition("allowances")[0])

    with refuses("nothing_owed"):
        prepared(final_sheet(small))


CHANGES = {
    "amount of a slip": lambda: PaySlip.objects.update(fen=1),
    "line": lambda: PayLine.objects.update(fen=1),
    "line taken away": lambda: PayLine.objects.all().delete(),
    "line added": lambda: PayLine.objects.create(
        slip=PaySlip.objects.first(), number=9, code="x", name="x", fen=1
    ),
    "sum": lambda: PaySheet.objects.update(fen=1),
    "checksum": lambda: PaySheet.objects.update(checksum="0" * 64),
    "state": lambda: PaySheet.objects.update(state="prepared"),
    "step": lambda: PayStep.objects.update(by_name="某人"),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_the_database_refuses_to_change_what_is_approved(change):
    approved(final_sheet(small_school()))

    with pytest.raises(DatabaseError, match="never change"), transaction.atomic():
        change()


def test_the_database_refuses_to_change_what_is_paid():
    pay(approved(final_sheet(small_school())))

    with pytest.raises(DatabaseError, match="never changes"), transaction.atomic():
        PaySheet.objects.update(voucher="记-999")
