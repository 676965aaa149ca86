"""Each check on a small document that has the mistake, and on ones that only resemble it."""

from __future__ import annotations

import unicodedata

import pytest

from banheng.schemes.drafting.defects import find_defects
from banheng.schemes.drafting.drafting import draft
from banheng.schemes.drafting.reading import read_text

HEAD = "青山小学班主任月考核办法\n"
RULES = "一、总则\n1、每月考核一次,满分100分。\n二、内容\n"
FINE = "(一)常规(60分)\n1、卫生(30分)。不洁每处扣1分,扣完为止。\n2、纪律(30分)。吵闹每次扣1分,扣完为止。\n(二)活动(40分)\n1、班会(40分)。每少1次扣5分,每月4次。\n"


def found_in(text: str) -> list[tuple[str, str]]:
    made = draft(read_text("a.txt", HEAD + text))
    defects = find_defects(made)
    plain = unicodedata.normalize("NFKC", HEAD + text)
    assert all(defect.quote in plain for defect in defects)
    assert all(made.document.text[slice(*defect.span)] for defect in defects)
    return [(defect.kind, defect.where) for defect in defects]


def test_a_document_in_order_has_none():
    assert found_in(RULES + FINE) == []


@pytest.mark.parametrize(
    ("text", "kind", "where"),
    [
        (RULES + FINE.replace("活动(40分)", "活动(50分)").replace("班会(40分)", "班会(50分)"), "total_mismatch", "二"),
        (RULES + FINE.replace("纪律(30分)", "纪律(20分)"), "indicator_sum_mismatch", "二/(一)"),
        (RULES + FINE.replace("扣5分", "扣____分"), "blank_value", "二/(二)/1"),
        (RULES + FINE.replace("每处扣1分", "每处扣分"), "blank_value", "二/(一)/1"),
        (RULES + FINE.replace("每少1次扣5分,每月4次", "到会率90%以上得40分,60%以上不足80%得20分,不足60%得0分"), "band_gap", "二/(二)/1"),
        (RULES + FINE.replace("每少1次扣5分,每月4次", "到会率80%-100%得40分,60%-80%得20分,60%以下得0分"), "band_overlap", "二/(二)/1"),
        (RULES + FINE.replace("每少1次扣5分,每月4次", "开展4次得30分;有记录得20分"), "contradictory_subscore", "二/(二)/1"),
        (RULES + FINE.replace("每少1次扣5分,每月4次", "班级“四率”完成率达到100%的得40分,每低5个百分点扣1分"), "undefined_term", "二/(二)/1"),
        (RULES + FINE + "三、津贴\n1、按附件2《津贴标准表》执行。", "dangling_reference", "三/1"),
        (RULES + FINE + "三、其他\n1、家长会每月召开一次。\n2、每学期召开一次家长会。", "period_conflict", "三/1 and 三/2"),
        (RULES + FINE + "三、等次\n1、优秀占30%,良好占50%,合格占30%。", "quota_sum", "三/1"),
        ("一、内容\n(一)常规(40%)\n1、卫生(100分)。不洁每处扣1分。\n(二)活动(50%)\n1、班会(100分)。每少1次扣5分,每月4次。", "weight_sum", "一"),
        (RULES + FINE.replace("不洁每处", "打架斗殴每起扣5分,不洁每处").replace("吵闹每次扣1分", "打架斗殴每起扣3分"), "contradictory_rule", "二/(一)/1 and 二/(一)/2"),
        (RULES + FINE + "三、其他\n1、“文明班级”每月评选一次。\n2、“文明班级”按学期评定。", "period_conflict", "三/1 and 三/2"),
        (RULES + FINE + "三、津贴\n1、标准见附后的津贴表。", "dangling_reference", "三/1"),
        (RULES + FINE.replace("不洁每处", "学生打架斗殴每起扣5分,不洁每处").replace("吵闹每次扣1分", "打架斗殴每起扣3分"), "contradictory_rule", "二/(一)/1 and 二/(一)/2"),
    ],
)  # fmt: skip
def test_each_kind_is_found_at_its_place(text, kind, where):
    assert (kind, where) in found_in(text)


@pytest.mark.parametrize(
    "text",
    [
        RULES + FINE + "三、加分\n1、获奖每次加2分。\n2、加分最多10分。",
        RULES + FINE.replace("每少1次扣5分,每月4次", "流生3人以下得40分,4至6人得20分,7人以上得0分"),
        RULES + FINE.replace("每少1次扣5分,每月4次", "到会率90%及以上得40分,60%及以上不足90%得20分,不足60%得0分"),
        RULES + FINE.replace("每少1次扣5分,每月4次", "迟到每次扣2分,扣完为止").replace("吵闹每次", "迟到每次扣1分,吵闹每次"),
        RULES + FINE.replace("每少1次扣5分,每月4次", "“五项竞赛”名次达到前三的得40分,否则得20分。“五项竞赛”是指卫生、纪律、两操、礼仪、路队"),
        RULES + FINE + "三、津贴\n1、按附件执行。\n附件:津贴标准表\n",
        RULES + FINE + "三、其他\n1、家长会每学期召开一次。\n2、班会每月召开一次。",
        RULES + FINE + "三、等次\n1、优秀不超过30%,良好不超过40%,其余为合格。",
        RULES + FINE + "三、等次\n1、优秀占30%,良好占50%,合格占20%。",
        RULES + FINE + "三、奖励\n1、前三名评为“优秀班主任”。",
        RULES + FINE + "三、附则\n1、自____年9月1日起施行。",
    ],
    ids=["bonus outside", "whole numbers", "closed bands", "late means something else", "defined term", "annex there", "two meetings", "at most", "quotas", "honour", "date"],
)  # fmt: skip
def test_what_only_resembles_a_mistake_is_left_alone(text):
    assert found_in(text) == []
