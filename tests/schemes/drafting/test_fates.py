"""How the clauses end that score nothing."""

from __future__ import annotations

import pytest

from banheng.schemes.drafting.drafting import draft
from banheng.schemes.drafting.reading import read_text


def fate_of(heading: str, clause: str) -> str:
    made = draft(read_text("a.txt", f"工作制度\n一、{heading}\n1、{clause}\n2、卫生不洁每次扣1分。"))
    section = next(section for section in made.root.all() if section.path == "一/1")
    return made.fates[id(section)]


@pytest.mark.parametrize(
    ("heading", "clause", "fate"),
    [
        ("考核内容", "班风建设:包括出勤、礼仪、卫生等方面。", "rule"),
        ("考核程序", "家长评价:家长对班主任进行评价,提交评价意见。", "rule"),
        ("考核对象", "全体在岗班主任", "rule"),
        ("结果运用", "评价结果作为职称评定的依据。", "rule"),
        ("选聘", "被解聘的,两年后方可再申请担任班主任工作。", "rule"),
        ("任职条件", "具有较强的沟通能力,乐于奉献;", "rule"),
        ("选聘", "对意见反映较大的班主任,学校予以解聘。", "rule"),
        ("问责方式", "通报批评;", "rule"),
        ("说明", "遇有特殊情况,由校委会决定。", "rule"),
        ("计算", "学期得分=常规分+奖励分。", "rule"),
        ("职责", "管理人事工作。", "duty"),
        ("一日常规", "课间了解学生活动情况,杜绝追逐打闹。", "duty"),
        ("措施", "鼓励班主任积极参与教研,提高教学水平。", "duty"),
        ("家校", "与家长进行有效的沟通,解决学生成长中的问题;", "duty"),
        ("职责", "每周召开一次班会,采取多种形式进行教育。", "duty"),
        ("目标", "提高班主任队伍的专业化水平;", "principle"),
        ("成效", "班级管理水平明显提升;", "principle"),
        ("背景", "部分班主任缺乏经验。", "principle"),
        ("管理", "班主任的一言一行,关乎学生的品德修养。", "principle"),
        ("管理", "以学生为中心,以服务为宗旨;", "principle"),
        ("管理", "2016年3月10日。", "principle"),
    ],
)
def test_a_clause_that_scores_nothing_is_told_by_its_words_and_its_heading(heading, clause, fate):
    assert fate_of(heading, clause) == fate


@pytest.mark.parametrize("clause", ["墙面斑驳,门窗残缺。", "新班主任上岗前培训一周。", "计10万元。"])
def test_what_nobody_can_tell_is_left_to_the_school(clause):
    assert fate_of("其他事项安排", clause) == "undecided"
