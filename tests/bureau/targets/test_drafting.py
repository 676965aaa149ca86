"""What a clause wants reached by when, as a target; and what must not become one."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from banheng.bureau.targets.drafting import draft_letter, read_targets
from banheng.bureau.targets.template import LetterDraft
from banheng.schemes.drafting.reading.lines import normalise
from banheng.schemes.drafting.unscored import Clause, Undecided
from banheng.schemes.loading import parse_document


def clause(text: str, *above: str) -> Clause:
    return Clause("一/2", normalise(text), above or ("均衡发展工作目标责任书",), is_marked=True)


TARGETS = [
    ("到2027年，小学巩固率达到99.5%以上。", "小学巩固率", "share", Decimal("99.5"), date(2027, 12, 31)),
    ("到2028年底，大班额比例控制在3%以内。", "大班额比例", "share", 3, date(2028, 12, 31)),
    ("2026年9月前，专任教师学历合格率提高到98%。", "专任教师学历合格率", "share", 98, date(2026, 9, 30)),
    ("力争2027年生均图书不少于20册。", "生均图书", "number", 20, date(2027, 12, 31)),
    ("到2027年新建标准化操场不少于3个。", "新建标准化操场", "number", 3, date(2027, 12, 31)),
    ("到2026年6月30日，完成校舍安全排查。", "完成校舍安全排查", "date", None, date(2026, 6, 30)),
    ("入学率达到100%。", "入学率", "share", 100, None),
    ("辍学率不超过1%。", "辍学率", "share", 1, None),
]


@pytest.mark.parametrize(
    ("text", "name", "kind", "value", "due"), TARGETS, ids=[each[0][:16] for each in TARGETS]
)
def test_a_clause_becomes_a_target(text, name, kind, value, due):
    found = [each for each in read_targets(clause(text)) if not isinstance(each, Undecided)]

    ((part, target),) = found
    assert (target["name"], target["kind"], target.get("value"), target.get("due")) == (
        name,
        kind,
        value,
        due,
    )
    assert target.get("direction") == ("at_most" if "控制" in text or "不超过" in text else None)
    assert part.text in text.replace("，", ",")


def test_several_targets_of_a_sentence_share_its_date():
    text = "到2027年，体育器材配备率达到90%，实验开出率达到95%以上，建成数字图书馆。"

    found = [target for _, target in read_targets(clause(text, "工作方案"))]

    assert [(each["name"], each.get("value")) for each in found] == [
        ("体育器材配备率", 90),
        ("实验开出率", 95),
        ("建成数字图书馆", None),
    ]
    assert {each["due"] for each in found} == {date(2027, 12, 31)}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("到2027年体育达标率达到95%（责任单位：体卫艺科）。", {"owner": "体卫艺科"}),
        ("到2027年由教务处牵头完成课程改革，配合单位：德育处。", {"owner": "教务处", "co_owners": "德育处"}),
    ],
)
def test_owners_are_read_where_they_are_named(text, said):
    ((_, target), *_) = read_targets(clause(text))

    assert said.items() <= target.items()


LOOK_ALIKES = [
    "出勤率达到95%的得5分。",
    "考核优秀率不超过20%。",
    "2023年印发的办法同时废止。",
    "去年巩固率达到98%。",
    "目前图书配备已达到80%。",
    "根据2012年3号文件，全面推进均衡发展。",
    "学生每天锻炼达到1小时。",
    "全面提高教育教学质量。",
    "按2024年标准执行。",
]


@pytest.mark.parametrize("text", LOOK_ALIKES)
def test_look_alikes_become_nothing(text):
    assert not [found for found in read_targets(clause(text)) if not isinstance(found, Undecided)]


def test_a_share_without_a_date_is_a_target_only_where_targets_are_set():
    assert not list(read_targets(clause("入学率达到100%。", "班主任工作总结")))


def test_a_drafted_letter_loads():
    drafted = draft_letter("责任书", [clause("到2027年，入学率达到99.5%以上。")])

    letter = parse_document(drafted.text, LetterDraft, name="a.yaml")[0]
    assert letter.targets[0].value == Decimal("99.5")
    assert letter.targets[0].clause == ("一/2",)
    assert "2027" in letter.targets[0].assumption
