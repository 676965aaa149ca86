"""What is told of results, appeals and rulings, and to whom."""

from datetime import timedelta

import pytest
from django.utils import timezone

from banheng.accounts.roles import Role
from banheng.assessment.appealing import Objection, appeal, withdraw_appeal
from banheng.assessment.finalising import finalise
from banheng.assessment.models import Difference, Ruling
from banheng.assessment.publishing import withdraw
from banheng.assessment.returning import send_back
from banheng.assessment.ruling import Decision, rule
from banheng.notices.gathering import gather
from banheng.notices.models import GroupMessage, Notice
from banheng.notices.sources.news import LONGEST_TRANSACTION
from banheng.notices.stirring import schools_that_stir
from banheng.payroll.marking_paid import mark_paid
from tests.assessment.settling import SEPTEMBER, account, publish_september, review_september
from tests.factories import NOW, make_user, put_one
from tests.payroll.paying import LATER, approved, final_sheet, small_school

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("time_machine_today")]
DAY = timedelta(days=1)


@pytest.fixture
def teachers(small, users):
    """Accounts for the teachers of the first grade."""
    return {"101": users[Role.HOMEROOM_TEACHER], "102": make_user("second", staff=small.teachers["102"])}


@pytest.fixture
def unswept(small, users):
    return put_one(small.school, day=SEPTEMBER, by=users[Role.DUTY_INSPECTOR])


def told(school, kind, at=NOW):
    gather(school, at)
    return sorted(notice.recipient.username for notice in Notice.objects.filter(kind=kind))


def links(kind):
    return {notice.recipient.username: notice.link for notice in Notice.objects.filter(kind=kind)}


def said_to_groups():
    return [message.title for message in GroupMessage.objects.order_by("pk")]


def object_to(sheet, small, users, **about):
    return appeal(
        sheet,
        Objection("当天已经扫过，有照片", **about),
        school_class=small.classes["101"],
        staff=small.teachers["101"],
        by=users[Role.HOMEROOM_TEACHER],
        at=NOW,
    )


def test_a_reviewed_result_is_told_to_who_publishes(small, users):
    review_september(small.school)

    assert told(small.school, "reviewed") == ["yucai-principal"]
    assert links("reviewed") == {"yucai-principal": "/s/yucai/desk/primary-month/2026-09/"}


def test_a_result_that_is_sent_back_is_told_to_the_office_with_the_reason(small, users):
    sheet = review_september(small.school)
    send_back(sheet, reason="漏算了运动会", by=users[Role.PRINCIPAL], at=NOW)

    assert told(small.school, "returned") == ["yucai-moral_education_office"]
    assert Notice.objects.get(kind="returned").text == "漏算了运动会"


def test_a_published_result_is_told_to_each_who_is_scored_and_to_groups(small, teachers):
    publish_september(small.school)

    assert told(small.school, "published") == ["second", "yucai-homeroom"]
    assert links("published")["second"] == "/s/yucai/scores/102/?scheme=primary-month&period=2026-09"
    assert Notice.objects.filter(kind="published")[0].title.startswith("2026年9月“")
    (message,) = GroupMessage.objects.all()
    assert message.title == "2026年9月班主任考核结果已公示，请在公示期内查看。"
    assert message.link == "/s/yucai/board/primary-month/2026-09/"


def test_who_has_left_the_class_since_is_led_to_the_board(small, teachers):
    publish_september(small.school)
    small.classes["102"].postings.update(last=SEPTEMBER + 20 * DAY)

    gather(small.school, NOW)

    assert links("published")["second"] == "/s/yucai/board/primary-month/2026-09/"


def test_a_withdrawn_notice_is_told_to_all_who_were_told_of_it(small, teachers):
    sheet = publish_september(small.school)
    withdraw(sheet, reason="名册有误", by=account("principal"), at=NOW)

    assert told(small.school, "withdrawn") == ["second", "yucai-homeroom"]
    assert said_to_groups()[-1] == "2026年9月班主任考核结果的公示已撤回，更正后重新公示。"


def test_a_final_result_is_told_to_all(small, teachers):
    sheet = publish_september(small.school)
    finalise(sheet, by=account("office"), at=NOW + 8 * DAY)

    assert told(small.school, "finalised") == ["second", "yucai-homeroom"]
    assert said_to_groups()[-1] == "2026年9月班主任考核结果已定稿。"


def test_an_appeal_is_told_to_who_may_hear_it(small, users, unswept):
    sheet = publish_september(small.school)
    object_to(sheet, small, users, record=unswept)

    assert told(small.school, "appeal") == ["yucai-moral_education_office", "yucai-principal"]
    assert links("appeal")["yucai-principal"] == "/s/yucai/appeals/2026-0001/"
    assert "扫过" not in Notice.objects.filter(kind="appeal")[0].text


def test_who_computed_the_result_is_not_asked_to_hear_the_appeal(small, users, unswept):
    sheet = publish_september(small.school)
    sheet.computed_by = users[Role.MORAL_EDUCATION_OFFICE]
    sheet.save()
    object_to(sheet, small, users, record=unswept)

    assert told(small.school, "appeal") == ["yucai-principal"]


def test_where_everybody_is_concerned_all_are_told(small, users, unswept):
    sheet = publish_september(small.school)
    sheet.computed_by = users[Role.MORAL_EDUCATION_OFFICE]
    sheet.save()
    users[Role.PRINCIPAL].is_active = False
    users[Role.PRINCIPAL].save()
    object_to(sheet, small, users, record=unswept)

    assert told(small.school, "appeal") == ["yucai-moral_education_office"]


@pytest.mark.parametrize(
    ("days", "kinds"),
    [
        (0, []),  # Wednesday; the ruling is due on Monday
        (1, []),
        (2, ["appeal_due"]),  # Friday, the school day before
        (5, ["appeal_due"]),
        (6, ["appeal_due", "appeal_overdue"]),
    ],
)
def test_who_hears_it_is_reminded_once_before_and_once_after_it_is_due(small, users, unswept, days, kinds):
    object_to(publish_september(small.school), small, users, record=unswept)

    for passed in range(days + 1):
        gather(small.school, NOW + passed * DAY)
        gather(small.school, NOW + passed * DAY)

    reminders = Notice.objects.filter(recipient=users[Role.PRINCIPAL], source="deadline")
    assert sorted(notice.kind for notice in reminders) == kinds


def test_an_appeal_that_was_taken_back_is_due_no_more(small, users, unswept):
    made = object_to(publish_september(small.school), small, users, record=unswept)
    withdraw_appeal(made, at=NOW)

    assert told(small.school, "appeal_overdue", at=NOW + 10 * DAY) == []


def test_a_ruling_is_told_to_the_appellant_and_to_who_recorded(small, users, teachers, unswept):
    made = object_to(publish_september(small.school), small, users, record=unswept)
    rule(
        made,
        Decision(Ruling.Outcome.UPHELD, "照片为证", voids=(unswept,)),
        by=users[Role.PRINCIPAL],
        at=NOW,
    )

    assert told(small.school, "ruled") == ["yucai-homeroom"]
    ruled = Notice.objects.get(kind="ruled")
    assert ruled.text == "2026-0001 申诉成立\n照片为证"
    assert told(small.school, "ruled_record") == ["yucai-duty_inspector"]
    assert links("ruled_record")["yucai-duty_inspector"] == f"/s/yucai/records/{unswept.pk}/"
    assert told(small.school, "void") == []  # the ruling says it


def test_a_rejected_appeal_is_told_too(small, users, unswept):
    made = object_to(publish_september(small.school), small, users, record=unswept)
    rule(made, Decision(Ruling.Outcome.REJECTED, "照片是别的日子的"), by=users[Role.PRINCIPAL], at=NOW)

    assert told(small.school, "ruled") == ["yucai-homeroom"]
    assert told(small.school, "amended") == []


def test_an_amended_result_is_told_to_those_whom_it_changes(small, users, teachers, unswept):
    made = object_to(publish_september(small.school), small, users, record=unswept)
    decision = Decision(Ruling.Outcome.UPHELD, "照片为证", voids=(unswept,))
    rule(made, decision, by=users[Role.PRINCIPAL], at=NOW)

    amended = told(small.school, "amended")

    assert "yucai-homeroom" in amended
    assert said_to_groups()[-1] == "2026年9月班主任考核结果有更正，请查看公示。"


def test_a_difference_after_the_final_result_is_told_to_whom_it_concerns(small, users, teachers, unswept):
    sheet = publish_september(small.school)
    finalise(sheet, by=account("office"), at=NOW + 8 * DAY)
    made = object_to(sheet, small, users, record=unswept)
    decision = Decision(Ruling.Outcome.UPHELD, "照片为证", voids=(unswept,))
    rule(made, decision, by=users[Role.PRINCIPAL], at=NOW + 9 * DAY)

    to = {
        difference.staff.user.username for difference in Difference.objects.filter(staff__user__isnull=False)
    }
    assert told(small.school, "difference") == sorted(to)
    assert "yucai-homeroom" in to
    assert "→" in Notice.objects.filter(kind="difference")[0].text
    assert told(small.school, "amended") == []  # the difference says it


def test_gathered_again_nothing_of_a_month_is_told_twice(small, users, teachers, unswept):
    sheet = publish_september(small.school)
    made = object_to(sheet, small, users, record=unswept)
    decision = Decision(Ruling.Outcome.UPHELD, "照片为证", voids=(unswept,))
    rule(made, decision, by=users[Role.PRINCIPAL], at=NOW)
    gather(small.school, NOW)
    counts = Notice.objects.count(), GroupMessage.objects.count()

    gather(small.school, NOW + timedelta(seconds=3))

    assert (Notice.objects.count(), GroupMessage.objects.count()) == counts


def test_a_paid_sheet_is_told_to_each_who_has_a_slip():
    small = small_school()
    teacher = make_user("homeroom", staff=small.teachers["101"])
    pay_sheet = approved(final_sheet(small))
    assert told(small.school, "paid", at=LATER) == []

    mark_paid(pay_sheet, day=timezone.localdate(LATER), voucher="记-12", by=account("bookkeeper"), at=LATER)

    assert told(small.school, "paid", at=LATER) == ["homeroom"]
    slip = pay_sheet.slips.get(staff=teacher.staff)
    assert links("paid") == {"homeroom": f"/s/yucai/my-pay/{slip.pk}/"}
    assert Notice.objects.get(kind="paid").text == ""


def test_an_open_appeal_stirs_its_school_until_it_is_taken_back(small, users, unswept):
    opened = object_to(publish_september(small.school), small, users, record=unswept)
    later = NOW + LONGEST_TRANSACTION
    gather(small.school, later)
    assert list(schools_that_stir(later)) == [small.school]

    withdraw_appeal(opened, at=later)

    assert list(schools_that_stir(later)) == []
