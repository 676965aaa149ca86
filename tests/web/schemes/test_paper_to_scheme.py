"""A draft from the school's document: repaired place by place, checked, previewed, tried, taken to the meeting."""

import re
from datetime import date
from io import BytesIO

import docx
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from banheng.accounts.roles import Role
from banheng.policies.drafting import begin_draft
from banheng.policies.drafting_from_document import begin_draft_from_document
from banheng.policies.marked_places import places_of
from banheng.policies.models import Adoption, Expectation, SchemeDraft
from banheng.policies.own_checks import expect, recheck
from banheng.policies.recording import put_on_record
from tests.factories import NOW, TODAY, adopt, grant, make_school, make_user, put_one

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("time_machine_today")]
DOCUMENT = """城南小学班主任月度考核办法
总分110分。
一、班级常规（60分）
1.教室卫生（60分）：地面不洁每处扣0.5分，扣完为止。
二、安全教育（40分）
1.晨检午检（40分）：漏检一次扣____分，扣完为止。
"""
LINE = "教室卫生，地面不洁，3"


@pytest.fixture
def small():
    return make_school()


@pytest.fixture
def office(client, small):
    user = make_user("office", name="王主任")
    grant(user, Role.MORAL_EDUCATION_OFFICE, small.school)
    client.force_login(user)
    return client


@pytest.fixture
def draft(small):
    (draft,) = begin_draft_from_document(small.school, "办法.txt", DOCUMENT.encode(), by=None, at=NOW)
    return draft


@pytest.fixture
def repaired(draft):
    draft.text = draft.text.replace("full_points: 110", "full_points: 100").replace(
        "points: null", "points: -2"
    )
    draft.save()
    return draft


def address(name, draft, **arguments):
    return reverse(name, kwargs={"school": "yucai", "draft": draft.pk, **arguments})


def said(response):
    return response.content.decode()


def plain(response):
    """The words of a page, without its tags."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", said(response)))


# Side by side


def test_a_clause_and_its_part_of_the_scheme_carry_one_number_and_the_way_to_the_form(office, draft):
    page = said(office.get(address("schemes-source", draft)))

    number = re.search(r'data-clause="(\d+)"[^>]*>1\.教室卫生', page).group(1)
    assert page.count(f'data-clause="{number}"') == 2
    read = page[page.index(f'id="read-{number}"') :]
    assert "地面不洁: 每处 -0.5" in read
    assert address("schemes-part", draft, part="indicators/0/items/0") in read


def test_what_is_repaired_in_the_form_is_what_stands_beside_the_document(office, repaired):
    assert "漏检: 每次 -2" in said(office.get(address("schemes-source", repaired)))


# Marked places


def test_the_first_place_that_is_open_is_shown_with_quote_reason_remedy_and_progress(office, draft):
    page = office.get(address("schemes-repair", draft))

    assert "第 1 处，共 2 处" in plain(page)
    assert "还有 2 处没有处理" in plain(page)
    assert "<mark>总分110分</mark>" in said(page)
    assert "各项合计与总分不符" in plain(page)
    assert "改方案的满分" in plain(page)
    assert "#f-full_points" in said(page)


def test_a_word_settles_a_place_and_leads_to_the_next(office, draft):
    first, second = places_of(draft.source, draft.text)

    answer = office.post(address("schemes-repair", draft), {"place": first.key, "word": "应为 100 分"})

    assert answer["Location"].endswith(f"?place={second.key}")
    page = office.get(address("schemes-repair", draft), {"place": first.key})
    assert "应为 100 分" in plain(page)
    assert "王主任" in plain(page)
    assert "还有 1 处没有处理" in plain(page)


def test_without_a_word_the_place_stays_open(office, draft):
    answer = office.post(address("schemes-repair", draft), {"place": "defect-0", "word": " "})

    assert answer.status_code == 422
    assert "请写一句" in plain(answer)
    assert not draft.source.settled.exists()


def test_a_settled_place_is_opened_again(office, draft):
    office.post(address("schemes-repair", draft), {"place": "defect-0", "word": "应为 100 分"})

    office.post(address("schemes-repair", draft), {"place": "defect-0", "do": "reopen"})

    assert not draft.source.settled.exists()


def test_a_place_that_is_not_there_is_not_settled(office, draft):
    assert (
        office.post(address("schemes-repair", draft), {"place": "defect-9", "word": "?"}).status_code == 404
    )


def test_the_form_leads_back_to_the_place_it_was_opened_for(office, draft):
    page = office.get(address("schemes-draft", draft), {"place": "defect-0"})

    assert f"{address('schemes-repair', draft)}?place=defect-0" in said(page)


def test_places_that_are_open_are_told_before_the_record_and_before_force_and_forbid_neither(
    office, repaired
):
    assert "还有 1 处没有处理" in plain(office.get(address("schemes-record", repaired)))

    version = put_on_record(repaired, note="", by=None, at=NOW)
    force = reverse("schemes-adopt", kwargs={"school": "yucai", "version": version.pk})
    assert "还有 1 处没有处理" in plain(office.get(force))
    assert office.post(force, {"first": "2026-11-01"}).status_code == 302


def test_a_draft_without_a_document_has_no_marked_places(office, small, repaired):
    other = begin_draft(small.school, repaired.text, by=None, at=NOW)

    assert office.get(address("schemes-repair", other)).status_code == 404


# The school's own checks


def test_a_row_is_added_changed_and_removed(office, repaired):
    page = address("schemes-checks", repaired)
    office.post(page, {"do": "add", "name": "三处", "records": LINE, "score": "99"})
    row = Expectation.objects.get()
    assert "应得 99，实得 98.5" in plain(office.get(page))

    office.post(page, {"do": f"save:{row.pk}", "name": "三处", "records": LINE, "score": "98.5"})
    assert "1 行全部相符" in plain(office.get(page))

    office.post(page, {"do": f"remove:{row.pk}"})
    assert not Expectation.objects.exists()


@pytest.mark.parametrize(
    "form",
    [
        {"do": "add", "name": "一行", "score": "很多"},
        {"do": "add", "name": "", "score": "90"},
        {"do": "import"},
    ],
)
def test_what_is_no_row_is_refused_and_nothing_is_kept(office, repaired, form):
    assert office.post(address("schemes-checks", repaired), form).status_code == 422
    assert not Expectation.objects.exists()


def test_a_row_of_another_draft_is_not_found(office, small, repaired):
    other = begin_draft(small.school, repaired.text, by=None, at=NOW)
    row = expect(other, name="别处的", records="", score="100")

    answer = office.post(address("schemes-checks", repaired), {"do": f"remove:{row.pk}"})

    assert answer.status_code == 404
    assert Expectation.objects.exists()
    assert office.get(address("schemes-check-why", repaired, row=row.pk)).status_code == 404


def test_why_a_row_comes_out_as_it_does_is_told_step_by_step(office, repaired):
    row = expect(repaired, name="三处", records=LINE, score="99")

    page = plain(office.get(address("schemes-check-why", repaired, row=row.pk)))

    assert "应得 99，实得 98.5" in page
    assert "地面不洁 3 处 × 0.5 = 1.5" in page


def test_a_table_of_rows_is_taken_whole(office, repaired):
    table = '名称,记录,应得分\n三处,"教室卫生，地面不洁，3",98.5\n两样,"教室卫生，地面不洁；晨检午检，漏检",97.5\n'

    office.post(
        address("schemes-checks", repaired),
        {"do": "import", "file": SimpleUploadedFile("核对.csv", table.encode())},
    )

    assert "2 行全部相符" in plain(office.get(address("schemes-checks", repaired)))


@pytest.mark.parametrize(
    ("table", "complaint"),
    [
        ("名称,记录,应得分\n一,,98.5\n二,,很多\n", "很多"),
        ("班级,分数\n101,98\n", "表头"),
        ("", "空的"),
    ],
)
def test_a_table_with_a_bad_row_is_refused_whole(office, repaired, table, complaint):
    answer = office.post(
        address("schemes-checks", repaired),
        {"do": "import", "file": SimpleUploadedFile("核对.csv", table.encode())},
    )

    assert answer.status_code == 422
    assert complaint in plain(answer)
    assert not Expectation.objects.exists()


def test_the_form_shows_what_does_not_come_out(office, repaired):
    expect(repaired, name="三处", records=LINE, score="99")

    assert "应得 99，实得 98.5" in plain(office.get(address("schemes-draft", repaired)))


def test_what_does_not_come_out_is_confirmed_before_a_version_is_in_force(office, repaired):
    expect(repaired, name="三处", records=LINE, score="99")
    version = put_on_record(repaired, note="", by=None, at=NOW)
    page = reverse("schemes-adopt", kwargs={"school": "yucai", "version": version.pk})
    assert "应得 99，实得 98.5" in plain(office.get(page))

    refused = office.post(page, {"first": "2026-11-01"})
    assert refused.status_code == 422
    assert "请勾选" in plain(refused)
    assert not Adoption.objects.exists()

    office.post(page, {"first": "2026-11-01", "confirmed": "on"})
    assert Adoption.objects.get().version == version


def test_what_no_longer_comes_out_after_an_upgrade_stands_on_the_page_of_schemes(office, small, repaired):
    expect(repaired, name="三处", records=LINE, score="99")
    version = put_on_record(repaired, note="", by=None, at=NOW)
    Adoption.objects.create(school=small.school, version=version, first=TODAY, decided_at=NOW)

    recheck(version, NOW)

    page = plain(office.get(reverse("schemes", args=["yucai"])))
    assert "学校写下的应得分有 1 行不符" in page
    assert "三处：应得 99，实得 98.5" in page


def test_a_copy_of_a_version_has_its_rows(office, repaired):
    expect(repaired, name="三处", records=LINE, score="98.5")
    version = put_on_record(repaired, note="", by=None, at=NOW)

    office.post(reverse("schemes-copy", kwargs={"school": "yucai", "version": version.pk}))

    assert [row.name for row in SchemeDraft.objects.get().expectations.all()] == ["三处"]


# The inspection screen, the trial, the meeting


def test_the_preview_has_the_buttons_of_the_inspection_screen(office, repaired):
    page = said(office.get(address("schemes-screen", repaired)))

    assert re.search(r'class="btn inspect-choice inspect-deduction"[^>]*data-name="地面不洁"', page)
    assert "−0.5" in page


def test_a_draft_with_faults_has_no_preview_and_no_minutes(office, small, draft):
    SchemeDraft.objects.filter(pk=draft.pk).update(text="title: 坏的")

    assert "不能预览" in plain(office.get(address("schemes-screen", draft)))
    assert office.get(address("schemes-minutes", draft, form="docx"))["Location"] == address(
        "schemes-text", draft
    )


def test_past_records_count_for_the_event_of_the_same_name_and_for_what_is_chosen(office, small, repaired):
    adopt(small.school)
    put_one(small.school, day=date(2026, 10, 20))

    page = office.get(address("schemes-try", repaired), {"period": "2026-10"})
    assert page.context["trial"].left_out == 0
    (match,) = page.context["trial"].matches
    assert str(match.old) == "教室与清洁区卫生 · 地面不洁"
    before = {change.key: change.after.total for change in page.context["trial"].comparison.changes}

    answer = office.post(address("schemes-try", repaired) + "?period=2026-10", {f"match:{match.old.key}": ""})
    page = office.get(answer["Location"])
    assert page.context["trial"].left_out == 1
    after = {change.key: change.after.total for change in page.context["trial"].comparison.changes}
    assert {after[key] - before[key] for key in after} == {0, 5_000}


def read_docx(response):
    opened = docx.Document(BytesIO(response.content))
    cells = [cell.text for table in opened.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(line.text for line in opened.paragraphs), *cells])


def test_the_minutes_hold_what_the_meeting_decides_on(office, small, repaired):
    adopt(small.school)
    put_one(small.school, day=date(2026, 10, 20))
    expect(repaired, name="三处", records=LINE, score="99")
    office.post(address("schemes-repair", repaired), {"place": "defect-0", "word": "总分应为 100 分"})

    answer = office.get(address("schemes-minutes", repaired, form="docx"))

    assert answer["Content-Type"].endswith("wordprocessingml.document")
    minutes = read_docx(answer)
    for expected in (
        "《城南小学班主任月度考核办法》教职工会议纪要",
        "1.教室卫生（60分）：地面不洁每处扣0.5分，扣完为止。",
        "地面不洁: 每处 -0.5",
        "总分应为 100 分",
        "数值已在方案里填上",
        "位班主任中",
        "三处",
        "同意（票）",
        "校长",
    ):
        assert expected in minutes, expected
    assert "教师101" not in minutes


def test_minutes_name_the_parts_that_the_scheme_in_force_has_and_the_new_one_has_not(office, small, repaired):
    adopt(small.school)

    minutes = read_docx(office.get(address("schemes-minutes", repaired, form="docx")))

    assert "现行方案：小学班主任月度考核方案 第1版" in minutes
    assert "课间操与眼保健操" in minutes


def test_minutes_of_a_draft_that_has_open_figures_leave_the_trial_out(office, small, draft):
    adopt(small.school)

    minutes = read_docx(office.get(address("schemes-minutes", draft, form="docx")))

    assert "漏检: 每次 ____" in minutes
    assert "还没有处理" in minutes
    assert "位班主任中" not in minutes


def test_what_the_live_check_replaces_is_there_to_be_replaced(office, repaired):
    page = said(office.get(address("schemes-draft", repaired)))

    checked = said(office.post(address("schemes-check", repaired, part="head"), {}))

    replaced = re.findall(r'id="([^"]+)" hx-swap-oob', checked)
    assert replaced
    assert [name for name in replaced if f'id="{name}"' not in page] == []
