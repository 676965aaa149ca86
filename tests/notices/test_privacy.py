"""A group is told a fixed sentence and a period; a mail what it is about; nothing of a person, whatever happened."""

import re
from datetime import timedelta
from uuid import UUID

import pytest
from uuid_utils.compat import uuid7

from banheng.accounts.roles import Role
from banheng.assessment.amending import accept_changes
from banheng.assessment.appealing import Objection, appeal
from banheng.assessment.finalising import finalise
from banheng.assessment.models import Ruling
from banheng.assessment.publishing import withdraw
from banheng.assessment.ruling import Decision, rule
from banheng.ledger.models import Reply
from banheng.ledger.replying import reply
from banheng.ledger.voiding import void
from banheng.notices.delivering import deliver_due
from banheng.notices.gathering import gather
from banheng.notices.kind import Mail
from banheng.notices.kinds import KINDS, TEST
from banheng.notices.models import Delivery, GroupMessage, Notice, Preference
from banheng.notices.robots import test_robot as send_test
from banheng.schools.models import ClassYear, Staff
from tests.assessment.settling import SEPTEMBER, account, publish_september
from tests.factories import NOW, put_one
from tests.notices.conftest import make_robot

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("time_machine_today")]
DAY = timedelta(days=1)
GROUP_KINDS = [kind.code for kind in KINDS.values() if kind.group is not None]
WORDS = {
    "note": "讲台下有纸屑",
    "reply": "已让小明重新打扫",
    "void": "记错了班级",
    "objection": "当天已经扫过",
    "ruling": "照片为证",
    "withdrawal": "名册里少了一位老师",
    "correction": "补记运动会加分",
}


@pytest.fixture
def month(small, users, receiver, mails, settings):
    """A month in which everything happens, told to a group, by mail and in the inboxes."""
    settings.SITE_ADDRESS = "https://banheng.example"
    at_once = dict.fromkeys(KINDS, Mail.AT_ONCE.value)
    for user in users.values():
        user.email = f"{user.pk}@mail.example"
        user.save()
        Preference.objects.create(user=user, mail=at_once)
    robot = make_robot(small.school, kinds=GROUP_KINDS)
    send_test(robot, at=NOW)
    _live_through(small, users)
    gather(small.school, NOW + 9 * DAY)
    deliver_due(NOW + 10 * DAY)
    return small


def _live_through(small, users):
    teacher, office = users[Role.HOMEROOM_TEACHER], users[Role.MORAL_EDUCATION_OFFICE]
    principal, inspector = users[Role.PRINCIPAL], users[Role.DUTY_INSPECTOR]
    seen, other = (put_one(small.school, day=SEPTEMBER, by=inspector, note=WORDS["note"]) for _ in range(2))
    reply(seen, Reply.Kind.HANDLED, WORDS["reply"], by=teacher, at=NOW)
    void(other, id=UUID(bytes=uuid7().bytes), reason=WORDS["void"], by=office, at=NOW, may_void_others=True)
    withdraw(publish_september(small.school), reason=WORDS["withdrawal"], by=principal, at=NOW)
    sheet = publish_september(small.school)
    objection = Objection(WORDS["objection"], record=seen)
    made = appeal(
        sheet,
        objection,
        school_class=small.classes["101"],
        staff=small.teachers["101"],
        by=teacher,
        at=NOW,
    )
    rule(made, Decision(Ruling.Outcome.UPHELD, WORDS["ruling"], voids=(seen,)), by=principal, at=NOW)
    finalise(sheet, by=account("office"), at=NOW + 8 * DAY)
    small.classes["101"].postings.update(first=SEPTEMBER - 3 * DAY)
    accept_changes(sheet, reason=WORDS["correction"], by=principal, at=NOW + 9 * DAY)


def private(small):
    """List what must not leave the site: names, texts, and every figure of the results."""
    names = [*Staff.objects.values_list("name", flat=True), *ClassYear.objects.values_list("name", flat=True)]
    (*_, edition) = small.school.score_sheets.get().editions.all()
    totals = [row["total"] for row in edition.results["results"] if row["total"]]
    return [*names, *WORDS.values(), *totals, *(notice.text for notice in Notice.objects.exclude(text=""))]


def test_everything_that_can_be_told_to_a_group_was_told_and_arrived(month, receiver):
    assert {message.kind for message in GroupMessage.objects.all()} == {*GROUP_KINDS, TEST.code}
    assert len(receiver.taken) == Delivery.objects.exclude(robot=None).filter(state="sent").count()
    assert not Delivery.objects.exclude(state="sent").exists()


def test_no_group_message_holds_a_name_a_figure_or_a_word_of_anybody(month, receiver):
    forbidden = private(month)
    for taken in receiver.taken:
        text = taken.content["text"]["content"]
        assert [word for word in forbidden if word in text] == []
        sentence, link = text.split("\n")
        assert sentence.startswith("【班衡】育才小学：")
        assert re.findall(r"\d+", sentence) in ([], ["2026", "9"])
        assert link.startswith("https://banheng.example/")


def test_no_mail_holds_a_figure_or_a_word_of_anybody(month, mails):
    forbidden = private(month)
    names_of_classes = set(ClassYear.objects.values_list("name", flat=True))
    assert len(mails) > len(GROUP_KINDS)
    for mail in mails:
        said = re.sub(r"https://\S+", "", f"{mail.subject}\n{mail.body}")
        assert [word for word in forbidden if word in said and word not in names_of_classes] == []


def test_every_sentence_for_a_group_names_the_period_and_nothing_else():
    for kind in KINDS.values():
        if kind.group is not None:
            assert re.findall(r"%\((\w+)\)", str(kind.group)) == ["period"], kind.code


def test_a_group_message_has_no_room_for_anything_else():
    fields = {field.name for field in GroupMessage._meta.get_fields() if field.concrete}

    assert fields == {"id", "school", "kind", "period", "link", "source", "about", "made_at"}
