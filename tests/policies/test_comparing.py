import re

import pytest

from banheng.core.errors import SchemeInvalid
from banheng.core.wording import Language
from banheng.policies.comparing import Section, compare
from banheng.schemes.loading import parse_scheme
from tests.factories import LIBRARY

READY = (LIBRARY / "primary-month" / "scheme.yaml").read_text(encoding="utf-8")
TEXT = READY.partition("\nhonours:")[0] + "\n"  # tests add honours of their own

CASES = [
    (
        "the price of an event",
        ("points: -0.2, per: place}\n            untidy", "points: -0.5, per: place}\n            untidy"),
        (Section.PARTS, "教室与清洁区卫生", ("地面不洁: 每处 -0.2",), ("地面不洁: 每处 -0.5",)),
    ),
    (
        "the full points of an item",
        ("full_points: 8\n        from: inspection", "full_points: 9\n        from: inspection"),
        (Section.PARTS, "课间操与眼保健操", ("满分 8",), ("满分 9",)),
    ),
    (
        "a rating",
        ("by: points, at_least: 80", "by: points, at_least: 85"),
        (Section.RATINGS, "良好", ("总分 ≥ 80",), ("总分 ≥ 85",)),
    ),
    (
        "a line of pay",
        ("name: 考核津贴, fen: 100", "name: 考核津贴, fen: 120"),
        (Section.PAY, "考核津贴", ("总分每分 1.00 元",), ("总分每分 1.20 元",)),
    ),
    (
        "the floor of the total",
        ("floor: 0\nweeks", "floor: 10\nweeks"),
        (Section.HEAD, "小学班主任月度考核方案", ("最低 0",), ("最低 10",)),
    ),
    (
        "the ranking",
        ("tie_break: [routine, home]", "tie_break: [routine]"),
        (
            Section.RANKING,
            "排名",
            ("年级内；同分依次比较 routine、home；并列占位（1、2、2、4）",),
            ("年级内；同分依次比较 routine；并列占位（1、2、2、4）",),
        ),
    ),
    (
        "what was assumed",
        ("assumption: 80 分及以上为良好。", "assumption: 校务会定。"),
        (Section.RATINGS, "良好", ("学校约定：80 分及以上为良好。",), ("学校约定：校务会定。",)),
    ),
]


def differences(after, language=Language.ZH_HANS):
    return compare(parse_scheme(TEXT).scheme, parse_scheme(after).scheme, language)


@pytest.mark.parametrize(("edit", "expected"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_a_change_is_told_in_the_words_of_the_scheme(edit, expected):
    assert edit[0] in TEXT

    (difference,) = differences(TEXT.replace(*edit, 1))

    assert (difference.section, difference.name, difference.before, difference.after) == expected


def test_equal_schemes_do_not_differ():
    assert differences(TEXT) == []


def test_an_item_that_is_new_is_told_as_new():
    item = (
        "      - {code: desks, name: 课桌, full_points: 2, rule: {kind: judged, when_missing: full}}\n"
        "      - code: exercises"
    )

    (difference,) = differences(TEXT.replace("      - code: exercises", item, 1))

    assert (difference.name, difference.is_new, difference.before) == ("课桌", True, ())
    assert "满分 2" in difference.after


USES = """
honours:
  - {code: best, name: 先进班主任, top: 2, ties: all_in}
consequences:
  - {code: talk, name: 末位, when: {ratings: [fail]}, tasks: [{action: talk, owner: principal, due: {days: 7}}]}
"""


@pytest.mark.parametrize(
    ("edit", "expected"),
    [
        (
            ("top: 2", "top: 3"),
            (Section.HONOURS, "班主任，每月；全校前 2 名", "班主任，每月；全校前 3 名"),
        ),
        (
            ("days: 7", "days: 9"),
            (Section.CONSEQUENCES, "约谈（校长）；7 天内", "约谈（校长）；9 天内"),
        ),
    ],
)
def test_a_change_in_what_a_result_leads_to_is_told(edit, expected):
    before, after = (parse_scheme(text).scheme for text in (TEXT + USES, TEXT + USES.replace(*edit)))

    (difference,) = compare(before, after, Language.ZH_HANS)

    assert (difference.section, *difference.before, *difference.after) == expected


def test_differences_are_told_in_english_too():
    (difference,) = differences(
        TEXT.replace("by: points, at_least: 80", "by: points, at_least: 85"), Language.EN
    )

    assert (difference.before, difference.after) == (("total ≥ 80",), ("total ≥ 85",))


@pytest.mark.parametrize("code", sorted(path.parent.name for path in LIBRARY.glob("*/scheme.yaml")))
def test_no_figure_of_the_library_changes_without_a_word(code):
    text = (LIBRARY / code / "scheme.yaml").read_text(encoding="utf-8")
    before = parse_scheme(text)
    told = 0
    for found in re.finditer(r"(?<=[a-z_]: )-?\d+(\.\d+)?(?=[,}\n])", text):
        try:
            after = parse_scheme(f"{text[: found.end()]}1{text[found.end() :]}")
        except SchemeInvalid:
            continue
        if after.fingerprint == before.fingerprint:
            continue
        assert compare(before.scheme, after.scheme, Language.ZH_HANS), text[found.start() - 40 : found.end()]
        told += 1
        if told == 8:
            break

    assert told
