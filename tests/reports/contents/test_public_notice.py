from datetime import timedelta

import pytest

from banheng.assessment.appealing import Objection, appeal
from banheng.assessment.finalising import finalise
from banheng.assessment.freezing import standing
from banheng.assessment.models import Ruling
from banheng.assessment.periods import find_period
from banheng.assessment.publishing import publication_of
from banheng.assessment.ruling import Decision, rule
from banheng.ledger.models import Record
from banheng.reports.contents.public_notice import public_notice
from banheng.reports.contents.results import results_of
from banheng.reports.rendering.document import QrCode, Table
from tests.assessment.settling import account, publish_september
from tests.factories import NOW, TODAY
from tests.reports.contents.reading import table, texts
from tests.reports.contents.worked import SECRET, make_worked_school

ADDRESS = "https://school.example/s/yucai/board/worked/2026-09/"
pytestmark = pytest.mark.django_db


@pytest.fixture
def small():
    return make_worked_school()


@pytest.fixture
def sheet(small):
    return publish_september(small.school, scheme="worked")


def notice(sheet):
    results = results_of(find_period(sheet.school, "worked", "2026-09", TODAY))
    return public_notice(results, publication_of(sheet), ADDRESS)


def objection(small, sheet, item="", record=None, text=SECRET):
    teacher = small.teachers["101"]
    return appeal(
        sheet,
        Objection(text, record, item),
        school_class=small.classes["101"],
        staff=teacher,
        by=account("teacher"),
        at=NOW,
    )


def test_it_ranks_each_group_as_worked_out_by_hand(sheet):
    document = notice(sheet)

    assert table(document, "一年级") == [
        ["1", "一年级2班", "教师102", "100.00", "优秀", ""],
        ["2", "一年级1班", "教师101", "91.00", "合格", "末位（仅提示）"],
    ]
    assert table(document, "二年级") == [
        ["1", "二年级2班", "教师202", "60.00", "合格", ""],
        ["—", "二年级1班", "教师201", "100.00", "不合格", "一票否决：安全责任事故"],
    ]


def test_it_says_until_when_and_to_whom_objections_are_made(sheet):
    text = texts(notice(sheet))

    assert "公示期自2026年10月21日次日起至2026年10月28日，共 5 个教学日" in text
    assert "受理部门和联系方式：德育处 0512-1234567" in text


def test_it_tells_how_appeals_ended_but_not_who_made_them_nor_anybody_s_words(small, sheet):
    first, second = objection(small, sheet), objection(small, sheet, item="hygiene")
    dirty = Record.objects.get(item="hygiene", day__month=9)
    rule(first, Decision(Ruling.Outcome.REJECTED, f"查明{SECRET}"), by=account("hearing"), at=NOW)
    rule(
        second,
        Decision(Ruling.Outcome.UPHELD, f"并非{SECRET}", voids=(dirty,)),
        by=account("hearing"),
        at=NOW,
    )
    objection(small, sheet, item="order")

    document = notice(sheet)

    rows = next(
        [[str(cell) for cell in row] for row in block.rows]
        for block in document.blocks
        if getattr(block, "header", [""])[0] == "受理编号"
    )
    day = "2026年10月21日"
    assert rows == [
        ["2026-0001", "考核结果", day, "申诉不成立，维持原结果", day],
        ["2026-0002", "卫生", day, "申诉成立", day],
        ["2026-0003", "纪律", day, "正在复核", ""],
    ]
    text = texts(document)
    assert "本公示是第 2 版" in text
    assert table(document, "一年级")[1][3] == "95.00", "60 for what was voided, 35 for the noise"
    assert "张小明" not in text
    assert "teacher" not in text


def test_it_closes_with_who_did_what_when(sheet):
    finalise(sheet, by=account("office"), at=NOW + timedelta(days=8))

    steps = next(block.rows for block in reversed(notice(sheet).blocks) if isinstance(block, Table))

    assert [row[0] for row in steps] == ["计算", "审核通过", "公示", "定稿"]
    assert [row[1] for row in steps] == ["computing", "office", "principal", "office"]


def test_it_can_be_held_against_the_notice_on_the_site(sheet):
    document = notice(sheet)

    codes = [block.address for block in document.blocks if isinstance(block, QrCode)]
    assert codes == [ADDRESS]
    assert f"校验值：{standing(sheet).digest}" in texts(document)
