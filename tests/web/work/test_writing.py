"""Records of the work on the pages: written, corrected, carried on, seen by those concerned."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from banheng.accounts.roles import Role
from banheng.duties.adopting import put_in_force
from banheng.duties.models import Ceiling, WorkFile, WorkRecord
from banheng.duties.work.signing_in import make_token
from tests.duties.work.test_feeding import MEETING, SCHEME
from tests.duties.work.test_feeding import PACK as FEEDING
from tests.factories import NOW, TODAY, adopt, keep_work, make_user
from tests.ledger.pictures import picture

pytestmark = pytest.mark.django_db

PACK = """\
pack: own
title: 本校常规
duties:
  - {code: roll, name: 点名, when: {kind: daily}, proof: form, form_of: {form: attendance}}
  - {code: care, name: 关心学生, when: {kind: as_needed}}
"""


def get(client, user, name, *arguments, **query):
    client.force_login(user)
    return client.get(reverse(name, args=["yucai", *arguments]), query)


def text_of(response):
    return response.content.decode()


def post(client, user, name, *arguments, **said):
    client.force_login(user)
    return client.post(reverse(name, args=["yucai", *arguments]), said, follow=True)


def test_a_routine_duty_takes_two_pages_and_is_then_done_by_itself(client, small, teacher, pupils):
    put_in_force(small.school, PACK, first=TODAY, by=None, at=NOW)
    today = text_of(get(client, teacher, "today"))
    link = f"{reverse('work-new', args=['yucai', 'attendance'])}?back=today&amp;class=101"
    assert link in today

    page = post(
        client, teacher, "work-new", "attendance", **{"class": "101", "back": "today", "f-session": "上午"}
    )

    assert page.redirect_chain[-1][0] == reverse("today", args=["yucai"])
    assert "已有工作记录" in text_of(page)
    assert "随时可记的 1 项" in text_of(page)


def test_what_is_missing_is_said_beside_the_field_and_the_rest_stays_filled_in(client, teacher, pupils):
    page = text_of(post(client, teacher, "work-new", "home_visit", **{"f-findings": "爷爷奶奶带"}))

    assert "还有几处要改，没有保存。" in page
    assert "请填写“学生”。" in page
    assert "爷爷奶奶带" in page
    assert not WorkRecord.objects.exists()


@pytest.mark.parametrize("day", ["not-a-day", "2030-01-01"])
def test_a_day_that_cannot_be_is_no_traceback(client, teacher, day):
    page = post(client, teacher, "work-new", "property_check", **{"day": day, "f-result": "完好"})

    assert page.status_code == 200


def test_a_hostile_id_is_not_found(client, teacher):
    assert (
        post(client, teacher, "work-new", "property_check", id="x", **{"f-result": "完好"}).status_code == 404
    )


def test_a_photo_is_kept_without_its_place_and_one_of_a_restricted_record_is_encrypted(
    client, small, teacher, pupils
):
    said = {"f-kind": "学生受伤", "files": SimpleUploadedFile("p.jpg", picture())}
    post(client, teacher, "work-new", "incident", **said)

    file = WorkFile.objects.get()
    with file.file.open() as opened:
        assert not opened.read().startswith(b"\xff\xd8")
    assert get(client, teacher, "work-file", file.pk).content.startswith(b"\xff\xd8")


def test_a_voice_note_is_kept_as_it_is_and_can_be_heard(client, teacher):
    note = b"OggS" + bytes(200)
    post(
        client,
        teacher,
        "work-new",
        "property_check",
        **{"f-result": "完好", "files": SimpleUploadedFile("n.ogg", note)},
    )

    heard = get(client, teacher, "work-file", WorkFile.objects.get().pk)
    assert (heard.content, heard["Content-Type"]) == (note, "audio/ogg")
    assert "<audio controls" in text_of(get(client, teacher, "work-record", WorkRecord.objects.get().pk))


def test_a_file_that_is_no_photo_is_refused_and_nothing_is_kept(client, teacher):
    said = {"f-result": "完好", "files": SimpleUploadedFile("a.exe", b"MZ" * 100)}
    page = text_of(post(client, teacher, "work-new", "property_check", **said))

    assert "这个文件不是能读取的照片" in page
    assert not WorkRecord.objects.exists()


def test_the_office_reads_what_is_not_restricted_and_only_counts_the_rest(
    client, small, users, teacher, pupils
):
    keep_work(small, "class_meeting", {"theme": "安全", "title": "防溺水"}, by=teacher)
    keep_work(
        small, "pupil_talk", {"pupils": [pupils[0]], "about": ["家庭"], "words": "父母离异"}, by=teacher
    )

    page = text_of(get(client, users[Role.PRINCIPAL], "work-class", "101"))

    assert "班会记录：防溺水" in page
    assert "谈心谈话" not in page
    assert "另有 1 条受限记录" in page


def test_themes_nobody_took_up_show(client, small, users, teacher):
    keep_work(small, "class_meeting", {"theme": "安全", "title": "防溺水"}, by=teacher)

    page = text_of(get(client, users[Role.MORAL_EDUCATION_OFFICE], "work-class", "101", form="class_meeting"))

    assert "安全 1" in page
    assert "法治 0" in page


def test_pupils_nobody_has_talked_to_stand_first_those_in_need_before_others(client, small, teacher, pupils):
    one, _, third = pupils
    keep_work(small, "pupil_talk", {"pupils": [one], "about": ["学习"]}, by=teacher)
    keep_work(small, "focus_pupils", {"group": "留守", "pupils": [third]}, by=teacher)

    page = text_of(get(client, teacher, "work-pupils", "101", "pupil_talk"))

    assert "3 名学生中，本学期还有 2 名没有。" in page
    assert page.index("赵强") < page.index("王芳") < page.index("李明")
    assert "留守" in page


def test_comments_that_are_nearly_the_same_are_pointed_out(client, small, teacher, pupils):
    one, other, third = pupils
    same = "你上课专心，乐于助人，每天坚持读书，老师为你高兴。"
    comments = {one: same, other: same + "加油！", third: "你爱提问，想象力丰富，希望书写更端正。"}
    record = keep_work(small, "conduct_comment", {"comments": comments}, by=teacher)

    page = text_of(get(client, teacher, "work-record", record.pk))

    assert "下列学生的内容很相像，请再看看：李明和王芳" in page
    assert "李明和赵强" not in page


def test_an_incident_goes_from_the_first_tap_to_closed(client, small, users, teacher):
    post(client, teacher, "work-new", "incident", **{"f-kind": "学生受伤"})
    record = WorkRecord.objects.get()
    office = users[Role.MORAL_EDUCATION_OFFICE]
    for user, step in (
        (teacher, "treated"),
        (teacher, "guardian"),
        (teacher, "reported"),
        (office, "school"),
        (teacher, "followed"),
        (office, "closed"),
    ):
        assert "办好了" in text_of(get(client, user, "work-record", record.pk))
        post(client, user, "work-step", record.pk, step)

    page = text_of(get(client, teacher, "work-record", record.pk))
    assert "了结。" in page
    assert "别人查看过" in page
    assert "已撤回" in text_of(post(client, teacher, "work-withdraw", record.pk))


def test_those_invited_sign_in_by_the_code_on_the_wall_and_not_by_an_old_one(client, small, users, teacher):
    office = users[Role.MORAL_EDUCATION_OFFICE]
    said = {"kind": "班主任例会", "starts": "08:00", "agenda": "布置工作"}
    meeting = keep_work(small, "staff_meeting", said, by=office, school_class=None)

    assert "这个签到码已过期" in text_of(post(client, teacher, "work-signin", meeting.pk, code="x"))
    assert "已签到。" in text_of(post(client, teacher, "work-signin", meeting.pk, code=make_token(meeting)))
    post(client, teacher, "work-signin", meeting.pk, code=make_token(meeting))

    assert "签到 1 人" in text_of(get(client, office, "work-record", meeting.pk))
    post(client, office, "work-step", meeting.pk, "held")
    assert "会议已经结束" in text_of(
        post(client, users[Role.STAFF], "work-signin", meeting.pk, code=make_token(meeting))
    )


def test_a_record_that_counts_shows_where(client, small, teacher):
    adopt(small.school, text=SCHEME)
    put_in_force(small.school, FEEDING, first=TODAY, by=None, at=NOW)
    record = keep_work(small, "class_meeting", MEETING, by=teacher)

    assert "计入考核项“班会”。" in text_of(get(client, teacher, "work-record", record.pk))


def test_a_new_teacher_is_not_asked_for_what_fell_late_before(client, small, users):
    put_in_force(small.school, PACK, first=TODAY - timedelta(days=7), by=None, at=NOW)
    old = small.classes["102"].postings.get()
    old.last = TODAY - timedelta(days=1)
    old.save()
    newcomer = small.school.staff.create(code="t77", name="新来")
    small.classes["102"].postings.create(staff=newcomer, first=TODAY)

    assert "逾期" not in text_of(get(client, make_user("newcomer", staff=newcomer), "today"))


def test_the_office_copies_a_pack_and_puts_its_own_version_in_force(client, small, users):
    version = put_in_force(small.school, PACK, first=TODAY, by=None, at=NOW)

    office = users[Role.MORAL_EDUCATION_OFFICE]
    page = text_of(get(client, office, "duties-new", **{"from": version.pk}))

    assert "关心学生" in page


def test_the_office_sets_a_ceiling_and_sees_what_goes_beyond(client, small, users):
    text = PACK.replace("when: {kind: daily}", "when: {kind: daily}, minutes: 10")
    put_in_force(small.school, text, first=TODAY, by=None, at=NOW)
    office = users[Role.MORAL_EDUCATION_OFFICE]

    assert "请减少次数" in text_of(post(client, office, "duties-ceiling", minutes="20"))
    assert "没有超过学校规定的 60 分钟" in text_of(post(client, office, "duties-ceiling", minutes="60"))
    assert 'class="text-danger" role="alert"' in text_of(post(client, office, "duties-ceiling", minutes="0"))
    assert Ceiling.objects.get().minutes == 60
