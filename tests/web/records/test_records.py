from datetime import timedelta
from uuid import uuid4

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile

from banheng.accounts.roles import Role
from banheng.ledger.models import Photo, Record, Reply
from banheng.ledger.photographing import delete_photos, keep_photo
from banheng.ledger.replying import reply
from banheng.schools.models import Posting, Staff
from tests.factories import NOW, adopt, make_one_of_each, make_school, make_user, put_one
from tests.ledger.pictures import digest_of, picture
from tests.ledger.test_answers import WITH_CREDIT

pytestmark = pytest.mark.django_db


@pytest.fixture
def small(time_machine_today, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    small = make_school()
    adopt(small.school, text=WITH_CREDIT)
    return small


@pytest.fixture
def users(small):
    return make_one_of_each(small)


def address(record, action=""):
    return f"/s/yucai/records/{record.id}/{action}"


def text_of(response):
    return response.content.decode()


def test_the_list_shows_what_was_seen_where_and_by_whom(client, small, users):
    put_one(small.school, quantity="2", note="讲台下🧹", by=users[Role.DUTY_INSPECTOR])
    client.force_login(users[Role.MORAL_EDUCATION_OFFICE])

    page = text_of(client.get("/s/yucai/records/"))

    for text in (
        "第8周 周三 10月21日",
        "一年级1班",
        "扣分",
        "地面不洁",
        "2 处",
        "讲台下🧹",
        "yucai-duty_inspector",
    ):
        assert text in page


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", 3),
        ("school_class=102", 1),
        ("item=order", 1),
        ("day=2026-10-20", 1),
        ("recorder={duty}", 2),
        ("item=observation", 0),
        ("school_class=101&item=hygiene", 2),
        ("day=nonsense", 3),
        ("school_class=nonsense", 3),
        ("page=99", 3),
    ],
)
def test_the_list_is_filtered(client, small, users, query, found):
    duty = users[Role.DUTY_INSPECTOR]
    put_one(small.school, by=duty)
    put_one(small.school, by=duty, day=NOW.date() - timedelta(days=1))
    put_one(small.school, school_class="102", item="order", event="noise")
    client.force_login(users[Role.MORAL_EDUCATION_OFFICE])

    response = client.get(f"/s/yucai/records/?{query.format(duty=duty.pk)}")

    assert len(response.context["rows"]) == found


@pytest.mark.parametrize(
    ("role", "expected"),
    [
        (Role.HOMEROOM_TEACHER, {"101"}),
        (Role.GRADE_LEADER, {"101", "102"}),
        (Role.PRINCIPAL, {"101", "102", "201"}),
        (Role.DUTY_INSPECTOR, {"201"}),
        (Role.PUPIL_INSPECTOR, set()),
    ],
)
def test_everybody_sees_the_records_of_their_classes_and_their_own(client, small, users, role, expected):
    records = {
        code: put_one(
            small.school, school_class=code, by=users[Role.DUTY_INSPECTOR] if code == "201" else None
        )
        for code in ("101", "102", "201")
    }
    client.force_login(users[role])

    listed = {row[0].school_class.code for row in client.get("/s/yucai/records/").context["rows"]}
    opened = {code for code, record in records.items() if client.get(address(record)).status_code == 200}

    assert listed == opened == expected


def test_an_empty_list_says_what_to_do(client, small, users):
    client.force_login(users[Role.PRINCIPAL])

    assert "还没有记录" in text_of(client.get("/s/yucai/records/"))
    assert "请放宽筛选条件" in text_of(client.get("/s/yucai/records/?item=hygiene"))


def test_a_record_stays_readable_for_the_office_after_its_class_is_closed(client, small, users):
    record = put_one(small.school)
    small.classes["101"].closed = NOW.date() - timedelta(days=1)
    small.classes["101"].save()
    client.force_login(users[Role.PRINCIPAL])

    assert client.get(address(record)).status_code == 200


def test_a_record_of_another_school_does_not_exist(client, small, users):
    other = make_school("other", "另一所小学").school
    adopt(other)
    record = put_one(other)
    client.force_login(users[Role.MORAL_EDUCATION_OFFICE])

    assert client.get(address(record)).status_code == 404
    assert client.post(address(record, "void/"), {"id": uuid4(), "reason": "x"}).status_code == 404


def void(client, record, reason="看错了"):
    return client.post(address(record, "void/"), {"id": str(uuid4()), "reason": reason}, follow=True)


def test_an_inspector_takes_back_the_own_record_within_ten_minutes(client, small, users):
    record = put_one(small.school, by=users[Role.PUPIL_INSPECTOR])
    client.force_login(users[Role.PUPIL_INSPECTOR])

    page = text_of(void(client, record))

    assert "已作废" in page
    assert "看错了" in page
    assert Record.objects.get(voids=record).note == "看错了"


@pytest.mark.parametrize(
    ("role", "minutes", "reason", "status"),
    [
        (Role.DUTY_INSPECTOR, 11, "看错了", 422),
        (Role.DUTY_INSPECTOR, 5, " ", 422),
        (Role.PUPIL_INSPECTOR, 1, "看错了", 403),
        (Role.GRADE_LEADER, 1, "看错了", 403),
        (Role.MORAL_EDUCATION_OFFICE, 600, "申诉成立", 200),
    ],
)
def test_who_may_void_when(client, small, users, role, minutes, reason, status):
    record = put_one(small.school, by=users[Role.DUTY_INSPECTOR])
    with time_machine.travel(NOW + timedelta(minutes=minutes)):
        client.force_login(users[role])
        response = void(client, record, reason)

    assert response.status_code == status
    assert Record.objects.filter(voids=record).exists() == (status == 200)


def test_a_void_form_without_its_number_is_refused(client, small, users):
    record = put_one(small.school)
    client.force_login(users[Role.MORAL_EDUCATION_OFFICE])

    assert client.post(address(record, "void/"), {"reason": "x"}).status_code == 422


def test_a_homeroom_teacher_marks_a_record_as_handled_with_a_photo(client, small, users):
    record = put_one(small.school)
    client.force_login(users[Role.HOMEROOM_TEACHER])
    form = {"kind": "handled", "text": "已打扫", "photo": SimpleUploadedFile("x.jpg", picture())}

    page = text_of(client.post(address(record, "reply/"), form, follow=True))

    assert all(text in page for text in ("标记已整改", "已打扫", "/photos/"))
    assert Photo.objects.get().reply == Reply.objects.get()


@pytest.mark.parametrize(
    ("role", "school_class", "kind", "status"),
    [
        (Role.HOMEROOM_TEACHER, "102", "comment", 403),
        (Role.MORAL_EDUCATION_OFFICE, "102", "comment", 302),
        (Role.MORAL_EDUCATION_OFFICE, "101", "handled", 403),
        (Role.HOMEROOM_TEACHER, "101", "nonsense", 422),
        (Role.GRADE_LEADER, "101", "comment", 403),
    ],
)
def test_who_may_answer_what(client, small, users, role, school_class, kind, status):
    record = put_one(small.school, school_class=school_class)
    client.force_login(users[role])

    response = client.post(address(record, "reply/"), {"kind": kind, "text": "已了解"})

    assert response.status_code == status
    assert Reply.objects.exists() == (status == 302)


@pytest.mark.parametrize("content", [b"no photo", bytes(11 * 1024 * 1024)], ids=["text", "11 MB"])
def test_a_bad_photo_is_said_and_the_text_is_kept_in_the_form(client, small, users, content):
    record = put_one(small.school)
    client.force_login(users[Role.HOMEROOM_TEACHER])
    form = {"kind": "comment", "text": "见照片", "photo": SimpleUploadedFile("x.jpg", content)}

    response = client.post(address(record, "reply/"), form)

    assert response.status_code == 422
    assert "见照片" in text_of(response)
    assert "照片" in response.context["fault"]


def test_the_office_confirms_what_was_put_right_by_one_tap(client, small, users):
    record = put_one(small.school)
    reply(record, Reply.Kind.HANDLED, "", by=users[Role.HOMEROOM_TEACHER], at=NOW)
    client.force_login(users[Role.MORAL_EDUCATION_OFFICE])
    assert "确认整改，按方案补分" in text_of(client.get(address(record)))

    page = text_of(client.post(address(record, "rectified/"), follow=True))

    assert "确认整改，记为第 2 号" in page
    assert "确认整改，按方案补分" not in page


def test_an_item_without_credit_offers_none(client, small, users):
    record = put_one(small.school, item="order", event="noise")
    reply(record, Reply.Kind.HANDLED, "", by=users[Role.HOMEROOM_TEACHER], at=NOW)
    client.force_login(users[Role.MORAL_EDUCATION_OFFICE])

    assert "确认整改" not in text_of(client.get(address(record)))


def photo_of(small, content=None, **said):
    content = content or picture()
    record = put_one(small.school, photos=(digest_of(content),), **said)
    return record, keep_photo(record, content, at=NOW)


def test_a_photo_is_given_as_a_picture_and_nothing_else(client, small, users):
    record, photo = photo_of(small)
    client.force_login(users[Role.HOMEROOM_TEACHER])

    response = client.get(address(record, f"photos/{photo.pk}/"))

    assert (response["Content-Type"], response["X-Content-Type-Options"]) == ("image/jpeg", "nosniff")
    assert (response["Content-Security-Policy"], response["Cache-Control"]) == (
        "default-src 'none'; sandbox",
        "private, no-store",
    )


def test_a_photo_is_not_given_by_way_of_another_record(client, small, users):
    own, _ = photo_of(small)
    _, photo = photo_of(small, picture(colour="blue"), school_class="201")
    client.force_login(users[Role.HOMEROOM_TEACHER])

    assert client.get(address(own, f"photos/{photo.pk}/")).status_code == 404


def test_a_photo_past_its_time_is_gone_and_the_page_says_so(client, small, users):
    record, photo = photo_of(small)
    delete_photos(before=NOW + timedelta(days=1), at=NOW)
    client.force_login(users[Role.HOMEROOM_TEACHER])

    assert client.get(address(record, f"photos/{photo.pk}/")).status_code == 410
    assert "按期删除" in text_of(client.get(address(record)))


def test_somebody_who_is_a_substitute_today_answers_for_the_class(client, small):
    staff = Staff.objects.create(school=small.school, code="t9", name="代课教师")
    Posting.objects.create(
        school_class=small.classes["102"], staff=staff, role="substitute", first=NOW.date(), last=NOW.date()
    )
    client.force_login(make_user("substitute", staff=staff))
    record = put_one(small.school, school_class="102")

    response = client.post(address(record, "reply/"), {"kind": "handled", "text": ""})

    assert response.status_code == 302
