"""What holds for every document that is put together from phrases of the field, also for one without sense."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from banheng.schemes.drafting.defects import find_defects
from banheng.schemes.drafting.drafting import FATES, draft
from banheng.schemes.drafting.reading import read_text
from banheng.schemes.drafting.report import as_json, report_on
from banheng.schemes.drafting.scheme_yaml import NothingScored, scheme_yaml
from banheng.schemes.loading import parse_scheme

HEADINGS = [
    "考核内容", "日常管理(40分)", "日常管理(40%)", "加分", "加分(上限10分)", "扣分", "一票否决", "等次评定", "津贴发放", "职责", "考核目的",
    "附则", "一日常规检查标准", "卫生(____分)", "结果运用", "总分100分", "职级评定",
]  # fmt: skip
SUBJECTS = [
    "迟到",
    "卫生",
    "路队",
    "获市级先进班集体",
    "在竞赛中获奖",
    "被家长投诉",
    "主动承担学校任务",
    "优秀",
    "不合格",
    "请病假",
    "副班主任",
    "满意率",
    "总分",
    "考核总分=常规×60%+活动×40%",
]
PRICES = [
    "每次扣1分", "扣1—3分", "每人次减0.5分", "扣____分", "扣完为止", "上限6分", "一等奖3分、二等奖2分", "前三名分别加5分、3分、2分", "第一名10分,第二名8分,其余5分",
    "90%以上得10分,80%以上不足90%得8分", "100%得10分", "×20分", "平均分×20%", "满分50分,按70分折算", "折算为百分制", "基础分30分", "每少1次扣2分,每月4次",
    "90分以上奖励500元", "低于60分的不发", "津贴减半发放", "按50%发放", "每分1.5元", "占30%", "名额为总数的30%", "定为不合格", "取消评优资格",
    "满3年的评为初级,满6年的评为中级", "按一日常规检查标准扣分", "各项以100分为满分", "四舍五入到元", "不计入", "由考核组打分", "加倍扣分", "每月评选一次",
]  # fmt: skip
MARKERS = ["一、", "二、", "(一)", "(二)", "1、", "2.", "(1)", "①", "第一条 ", "第二章 ", "", "", "附件:"]
CELLS = ["项目", "分值", "评分标准", "权重", "评价主体", "卫生", "20", "每次扣1分", "30%", "", "合计", "100"]
ENDS = ["。", ";", "", ":", ","]


def put(*parts: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.tuples(*parts).map("".join)


PRICED = put(st.sampled_from(MARKERS), st.sampled_from(SUBJECTS), st.sampled_from([",", ":", ""]), st.sampled_from(PRICES), st.sampled_from(ENDS), st.sampled_from(["", *PRICES]), st.sampled_from(ENDS))  # fmt: skip
HEADING = put(st.sampled_from(MARKERS), st.sampled_from(HEADINGS))
ROW = st.lists(st.sampled_from(CELLS), min_size=2, max_size=4).map(
    lambda cells: "| " + " | ".join(cells) + " |"
)
DOCUMENTS = st.lists(st.one_of(HEADING, PRICED, PRICED, ROW), min_size=1, max_size=14).map("\n".join)
SLOW = settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@SLOW
@given(DOCUMENTS)
def test_every_line_is_accounted_for_and_every_clause_ends_as_something(text):
    document = read_text("a.txt", text)
    made = draft(document)

    report = as_json(report_on(made, find_defects(made)))

    spans = [section.span for section in made.root.all() if section.text]
    for line in document.lines:
        own = line.passage.span()
        assert any(span.start < own.end and own.start < span.end for span in spans), line.passage.text
    assert {clause["ends_as"] for clause in report["clauses"]} <= set(FATES)
    for section in made.root.all():
        if section.text and section.kind not in {"root", "header"}:
            assert id(section) in made.fates


@SLOW
@given(DOCUMENTS)
def test_the_scheme_that_is_written_loads(text):
    made = draft(read_text("a.txt", text))
    try:
        written = scheme_yaml(made, find_defects(made))
    except NothingScored:
        assert not made.items
        return

    parse_scheme(written)


@SLOW
@given(DOCUMENTS)
def test_places_lie_inside_the_document_and_figures_point_to_their_digits(text):
    document = read_text("a.txt", text)
    made = draft(document)

    report = as_json(report_on(made, find_defects(made)))

    for item in report["items"]:
        for start, end in item["spans"].values():
            assert 0 <= start <= end <= len(document.text)
