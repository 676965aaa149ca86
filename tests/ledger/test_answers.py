from uuid import uuid4

import pytest

from banheng.ledger.errors import RecordRefused
from banheng.ledger.models import Closure, Photo, Record, Reply
from banheng.ledger.rectifying import confirm_rectified
from banheng.ledger.replying import reply
from banheng.ledger.voiding import void
from tests.factories import LIBRARY, NOW, TODAY, adopt, make_school, make_user, put_one
from tests.ledger.pictures import picture

pytestmark = pytest.mark.django_db

WITH_CREDIT = (
    (LIBRARY / "primary-month" / "scheme.yaml")
    .read_text(encoding="utf-8")
    .replace(
        "events:\n            unswept:",
        "events:\n            rectified: {name: 整改到位, points: 0.1}\n            unswept:",
    )
)


@pytest.fixture
def school(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    school = make_school().school
    adopt(school, text=WITH_CREDIT)
    return school


@pytest.fixture
def teacher():
    return make_user("teacher")


@pytest.fixture
def office():
    return make_user("office")


def handle(record, teacher):
    return reply(record, Reply.Kind.HANDLED, "已重新打扫", by=teacher, at=NOW)


def test_an_answer_with_a_photo_is_kept(school, teacher):
    record = put_one(school)

    made = reply(record, Reply.Kind.HANDLED, " 已打扫 ", by=teacher, at=NOW, photo=picture())

    assert (made.text, made.by_name) == ("已打扫", "teacher")
    assert Photo.objects.get().reply == made


def test_a_second_tap_adds_no_second_answer(school, teacher):
    record = put_one(school)

    assert handle(record, teacher) == handle(record, teacher)
    assert Reply.objects.count() == 1


@pytest.mark.parametrize(
    ("text", "photo", "code"),
    [(" ", None, "nothing_said"), ("长" * 501, None, "text_too_long"), ("看", b"no photo", "not_a_photo")],
)
def test_an_answer_that_cannot_be_kept_leaves_nothing(school, teacher, text, photo, code):
    with pytest.raises(RecordRefused) as refused:
        reply(put_one(school), Reply.Kind.COMMENT, text, by=teacher, at=NOW, photo=photo)

    assert refused.value.code == code
    assert not Reply.objects.exists()


def test_a_void_record_takes_no_answers(school, teacher, office):
    record = put_one(school)
    void(record, id=uuid4(), reason="记错", by=office, at=NOW, may_void_others=True)

    with pytest.raises(RecordRefused, match="已经作废"):
        handle(Record.objects.get(pk=record.pk), teacher)


def test_confirming_a_handled_record_appends_the_credit_once(school, teacher, office):
    record = put_one(school, quantity="3")
    handle(record, teacher)

    first = confirm_rectified(record, by=office, at=NOW)
    again = confirm_rectified(record, by=office, at=NOW)

    assert first == again
    assert (first.item, first.event, first.quantity, first.day) == ("hygiene", "rectified", 30_000, TODAY)
    assert Record.objects.count() == 2


def test_what_nobody_handled_earns_nothing(school, office):
    with pytest.raises(RecordRefused, match="还没有标记整改"):
        confirm_rectified(put_one(school), by=office, at=NOW)


def test_an_item_without_credit_says_so(school, teacher, office):
    record = put_one(school, item="order", event="noise")
    handle(record, teacher)

    with pytest.raises(RecordRefused) as refused:
        confirm_rectified(record, by=office, at=NOW)

    assert refused.value.code == "not_in_scheme"


def test_a_closed_period_takes_no_credit(school, teacher, office):
    record = put_one(school)
    handle(record, teacher)
    Closure.objects.create(
        school=school, scheme_code="primary-month", first=TODAY, last=TODAY, label="2026年10月"
    )

    with pytest.raises(RecordRefused) as refused:
        confirm_rectified(record, by=office, at=NOW)

    assert refused.value.code == "period_closed"
