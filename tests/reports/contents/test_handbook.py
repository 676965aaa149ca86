"""The handbook of a class: what stands in it, what never does, and the slips for its pupils."""

import io
from datetime import date

import pytest
from docx import Document as WordDocument
from openpyxl import load_workbook
from pypdf import PdfReader

from banheng.duties.models import WorkRecord
from banheng.duties.work import access
from banheng.duties.work.keeping import withdraw
from banheng.honours.models import Honour
from banheng.reports.contents import handbook as contents
from banheng.reports.contents.handbook import completeness, handbook
from banheng.reports.contents.notice_slips import notice_slips
from banheng.reports.rendering.docx import render_docx
from banheng.reports.rendering.html import render_html
from banheng.reports.rendering.pdf import render_pdf
from banheng.reports.rendering.xlsx import render_xlsx
from banheng.routines.work_form import About, work_forms
from banheng.schools.classes import classes_on
from tests.factories import NOW, TODAY, keep_work, make_pupils, make_school, make_user
from tests.reports.contents.reading import texts

pytestmark = pytest.mark.django_db
SECRET = "父母离异"


@pytest.fixture
def small():
    return make_school()


@pytest.fixture
def user(small):
    return make_user("t", staff=small.teachers["101"])


@pytest.fixture
def pupils(small):
    return make_pupils(small, "张小明", "李小红", "王小刚")


def class_year(small, code="101"):
    return small.classes[code].years.get()


def book(small):
    return handbook(class_year(small), small.term, TODAY)


def slips(small):
    return notice_slips(class_year(small), small.term, TODAY)


def pdf_texts(document):
    return [
        page.extract_text().replace(" ", "") for page in PdfReader(io.BytesIO(render_pdf(document))).pages
    ]


def keep_restricted(small, user, pupils):
    keep_work(small, "pupil_talk", {"pupils": pupils[:2], "about": ["家庭"], "words": SECRET}, by=user)
    keep_work(small, "pupil_talk", {"pupils": pupils[:1], "about": ["学习"], "words": SECRET}, by=user)
    keep_work(small, "home_visit", {"pupils": pupils[:1], "way": "上门", "findings": SECRET}, by=user)
    keep_work(small, "focus_pupils", {"group": "单亲或离异", "pupils": pupils[:1], "words": SECRET}, by=user)
    keep_work(small, "incident", {"kind": "打架冲突", "pupils": pupils[:1], "words": SECRET}, by=user)


def test_every_form_of_a_class_stands_in_the_handbook_but_the_teachers_own_list_of_pupils():
    placed = {*contents.IN_FULL, *contents.ABOUT_PUPILS, *contents.COUNTED, *contents.AT_THE_END}

    assert placed == {form.form for form in work_forms().values() if form.about is About.CLASS} - {
        "focus_pupils"
    }
    assert not any(work_forms()[form].restricted for form in (*contents.IN_FULL, *contents.AT_THE_END))


def test_nothing_restricted_stands_in_any_form_of_the_handbook(small, user, pupils):
    keep_restricted(small, user, pupils)
    document = book(small)
    word = WordDocument(io.BytesIO(render_docx(document)))
    workbook = load_workbook(io.BytesIO(render_xlsx(document)))

    rendered = [
        texts(document),
        "".join(pdf_texts(document)).replace("\n", ""),
        render_html(document).decode(),
        word.element.xml,
        "".join(str(cell.value) for sheet in workbook for row in sheet for cell in row),
    ]

    assert all("谈心谈话" in each for each in rendered)
    for secret in (SECRET, "单亲", "打架冲突", "上门"):
        assert not any(secret in each for each in rendered)
    assert texts(document).count("张小明") == 1  # in the register


def test_sealed_contents_are_never_opened(small, user, pupils, monkeypatch):
    keep_restricted(small, user, pupils)

    def refuse(_sealed):
        raise AssertionError("opened")

    monkeypatch.setattr(access, "unseal", refuse)
    monkeypatch.setattr("banheng.duties.work.showing.unseal", refuse)

    book(small)
    slips(small)


def test_restricted_records_are_counted_with_the_pupils_whom_they_cover(small, user, pupils):
    keep_restricted(small, user, pupils)
    tables = [each for each in book(small).tables if each.header[0] == "记录"]

    assert [list(row) for row in tables[0].rows] == [["谈心谈话", 2, 2, 3], ["家访", 1, 1, 3]]
    assert [list(row) for row in tables[1].rows] == [["突发事件", 1, 0, 1]]


def test_the_seats_lie_as_the_class_sits_from_the_desk_on(small, user, pupils):
    keep_work(
        small, "seating", {"seats": dict(zip(pupils, ["3-1", "1-2", "1-1"], strict=True))}, by=user,
        day=date(2026, 9, 2),
    )  # fmt: skip
    keep_work(small, "seating", {"seats": dict(zip(pupils, ["1-3", "3-2", "1-1"], strict=True))}, by=user)
    document = book(small)
    (seats,) = [each for each in document.tables if each.header[0] == "排"]

    assert list(seats.header) == ["排", "1", "2", "3"]
    assert [list(row) for row in seats.rows] == [
        ["1", "王小刚", "", "张小明"],
        ["2", "", "", ""],
        ["3", "", "李小红", ""],
    ]
    assert "9月2日" not in texts(document)


def test_class_meetings_stand_in_a_table_and_then_in_full(small, user):
    keep_work(
        small, "class_meeting", {"theme": "诚信", "title": "说到做到", "plan": "先讨论\n再表决"}, by=user
    )
    keep_work(small, "class_meeting", {"theme": "感恩", "title": "我的家"}, by=user, day=date(2026, 9, 7))
    document = book(small)

    (meetings,) = [each for each in document.tables if "题目" in each.header]
    assert [list(row) for row in meetings.rows] == [
        ["9月7日", "感恩", "我的家"],
        ["10月21日", "诚信", "说到做到"],
    ]
    assert "10月21日　班会记录：说到做到\n过程：先讨论\n再表决" in texts(document)


def test_the_only_record_of_a_form_needs_no_heading_of_its_own(small, user):
    keep_work(small, "drill", {"kind": "消防", "number": "41", "words": "三分钟撤完"}, by=user)
    document = book(small)

    (drills,) = [each for each in document.tables if "类别" in each.header]
    assert [list(row) for row in drills.rows] == [["10月21日", "消防", 41, ""]]
    assert "应急演练：消防" not in texts(document)
    assert "情况和改进：三分钟撤完" in texts(document)


def test_what_was_corrected_or_withdrawn_does_not_stand_in_it(small, user):
    said = {"theme": "诚信", "title": "旧题目"}
    old = keep_work(small, "class_meeting", said, by=user)
    keep_work(small, "class_meeting", said | {"title": "新题目"}, by=user, replaces=old)
    withdraw(keep_work(small, "class_meeting", said | {"title": "误记"}, by=user), by=user, at=NOW)
    text = texts(book(small))

    assert "新题目" in text
    assert "旧题目" not in text
    assert "误记" not in text


def test_attendance_is_summed_up_by_month_without_names(small, user, pupils):
    for day, marks in ((date(2026, 9, 7), {pupils[0]: "迟到"}), (TODAY, {}), (TODAY, {pupils[1]: "病假"})):
        keep_work(small, "attendance", {"session": "上午", "marks": marks}, by=user, day=day)
    document = book(small)
    (attendance,) = [each for each in document.tables if each.header[0] == "月份"]

    assert [list(row) for row in attendance.rows] == [
        ["2026年9月", 1, 0, 0, 1, 0, 0, 0],
        ["2026年10月", 2, 0, 1, 0, 0, 0, 0],
    ]
    assert texts(document).count("张小明") == 1


def test_the_cover_says_who_had_the_class_and_when(small):
    text = texts(book(small))

    assert "班主任：教师101（2026年9月1日起）" in text
    assert "育才小学　一年级1班　2026-2027 学年第一学期" in text


def test_honours_of_the_term_that_stand_are_listed(small):
    given = {
        "school": small.school,
        "scheme": "worked",
        "period": "2026-09",
        "school_class": small.classes["101"],
        "class_name": "一年级1班",
        "proposed_at": NOW,
        "decided_at": NOW,
        "state": Honour.State.AWARDED,
    }
    Honour.objects.create(code="a", name="文明班级", **given)
    Honour.objects.create(code="b", name="流动红旗", revoked_at=NOW, **given)
    text = texts(book(small))

    assert "文明班级" in text
    assert "流动红旗" not in text


def test_what_has_no_record_is_named_once_at_the_end_and_has_no_chapter(small, user):
    keep_work(small, "month_summary", {"summary": "好", "goals": "更好"}, by=user)
    text = texts(book(small))

    assert text.count("应急演练") == 1
    assert text.index("尚未填写") < text.index("应急演练")
    assert "月总结" not in text[text.index("尚未填写") :]
    assert "实习" not in text


def test_completeness_takes_one_query_however_many_classes_there_are(small, user, django_assert_num_queries):
    keep_work(small, "month_summary", {"summary": "好", "goals": "更好"}, by=user)
    classes = list(classes_on(small.school, TODAY))

    with django_assert_num_queries(1):
        first, second, *_ = completeness(classes, small.term, TODAY)

    assert (first.class_year.name, first.filled, second.filled) == ("一年级1班", 1, 0)
    assert "月总结" not in first.missing
    assert "月总结" in second.missing
    assert first.of == len(contents.REQUIRED)


def test_each_pupil_has_a_slip_on_a_page_with_the_comments_of_all_records_merged(small, user, pupils):
    first, second, _third = pupils
    keep_work(small, "conduct_comment", {"comments": {first: "爱劳动。", second: "旧评语。"}}, by=user)
    keep_work(small, "conduct_comment", {"comments": {second: "会关心人。"}}, by=user)
    pages = pdf_texts(slips(small))

    assert len(pages) == 3
    for page, pupil in zip(pages, pupils, strict=True):
        assert [each.name for each in pupils if each.name in page] == [pupil.name]
        assert "学生通知书" in page
        assert "一年级1班" in page
        assert "家长意见" in page
    assert "爱劳动。" in pages[0]
    assert "会关心人。" in pages[1]
    assert "旧评语。" not in pages[1]
    assert "（还没有写）" in pages[2]


def test_a_slip_counts_the_pupils_own_attendance_by_times_and_days(small, user, pupils):
    for session in ("上午", "下午"):
        keep_work(small, "attendance", {"session": session, "marks": {pupils[0]: "病假"}}, by=user)
    first, second, _ = slips(small).tables

    assert list(first.header) == ["出勤", "事假", "病假", "迟到", "早退", "旷课", "原因不明"]
    assert [list(row) for row in first.rows] == [["次数", 0, 2, 0, 0, 0, 0], ["天数", 0, 1, 0, 0, 0, 0]]
    assert [list(row) for row in second.rows] == [["次数", *[0] * 6], ["天数", *[0] * 6]]


def test_slips_without_pupils_or_roll_calls_say_so(small):
    assert "班里还没有登记学生。" in texts(slips(small))

    make_pupils(small, "张小明")
    assert "本学期没有点名记录。" in texts(slips(small))


def test_records_of_other_classes_and_terms_stay_out(small, user):
    keep_work(small, "month_summary", {"summary": "别班", "goals": "更好"}, by=user, school_class="102")
    keep_work(small, "month_summary", {"summary": "上学期", "goals": "更好"}, by=user, day=date(2026, 8, 3))

    assert WorkRecord.objects.count() == 2
    assert "别班" not in texts(book(small))
    assert "上学期" not in texts(book(small))
