"""What an item is called, where a clause names and prices it in one sentence."""

from __future__ import annotations

import pytest

from banheng.schemes.drafting.drafting import draft
from banheng.schemes.drafting.reading import read_text


def label_of(heading: str, clause: str) -> str:
    made = draft(
        read_text("a.txt", f"考核办法\n一、卫生(100分)。不洁每次扣1分。\n二、{heading}\n1、{clause}")
    )
    return made.items[-1].label.text


@pytest.mark.parametrize(
    ("clause", "label"),
    [
        ("被评为“书香班级”的,每次加2分。", "书香班级"),
        ("获先锋中队一面加1分。", "先锋中队"),
        ("学生获科技制作奖励,省级加5分,市级加3分。", "科技制作奖励"),
        ("班级在合唱比赛中取得前三名的,第一名加3分,第二名加2分,第三名加1分。", "合唱比赛"),
        ("班级在运动会上,前三名分别加5分、3分、2分。", "运动会"),
        ("教师在市级以上报刊发表教育随笔,每篇加2分。", "发表教育随笔"),
        ("班主任在校内作专题讲座,每次加1分。", "专题讲座"),
        ("承担研究课:校级1分,市级2分。", "研究课"),
        ("主动承担学校迎检任务的,一次加1分。", "承担迎检任务"),
        ("学生参加书法、绘画等比赛获奖,市级加2分,区级加1分。", "比赛获奖"),
        ("班级获县级荣誉加1分,市级加2分。", "班级获县级荣誉"),
        ("后勤工作表现突出,加1分。", "后勤工作"),
        ("全学年无迟到加2分。", "无迟到"),
        ("一等奖3分、二等奖2分、三等奖1分。", "加分"),
        ("前三名分别加5分、3分、2分。", "加分"),
        ("优秀中队2分。", "优秀中队"),
    ],
)
def test_bonuses_are_called_by_what_is_won_or_done(clause, label):
    assert label_of("加分", clause) == label


@pytest.mark.parametrize(
    ("clause", "label"),
    [
        ("被社会投诉并查实,每次扣3分。", "社会投诉"),
        ("每学期、月报表未交,每次扣1分。", "每学期、月报表未交"),
        ("学期末材料未交,每份扣1分。", "材料未交"),
        ("学生打架受处分,每人次扣2分。", "学生打架受处分"),
    ],
)
def test_deductions_keep_whose_fault_it_is(clause, label):
    assert label_of("扣分", clause) == label


@pytest.mark.parametrize(
    ("clause", "label"),
    [("以宿舍管理条例为准,违反一次扣1分。", "宿舍管理条例"), ("课间打闹每次扣1分。", "课间打闹")],
)
def test_other_items_are_called_by_their_first_words(clause, label):
    assert label_of("纪律", clause) == label
