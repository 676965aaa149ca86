"""Each scheme here nearly has a fault; nothing but the remarks named may be said about it."""

import pytest

from banheng.schemes.linting import lint
from banheng.schemes.loading import parse_scheme

HEAD = "scheme: right\ntitle: 示例\nperiod: month\nfull_points: 100\nweeks: clipped\n"
LEVEL = "{kind: level, levels: {好: 100}, when_missing: zero}"
ITEM = "{code: hygiene, name: 卫生, full_points: 100, rule: %s}"
TREE = "indicators:\n  - {code: routine, name: 常规, full_points: 100, items: [%s]}\n"
PLAIN = HEAD + TREE % (ITEM % LEVEL)
FAIL = "{code: fail, name: 不合格, otherwise: true}"


def ids_of(text):
    return [finding.id.removeprefix("schemes.") for finding in lint(parse_scheme(text))]


def level(code, full, weight=""):
    rule = f"{{kind: level, levels: {{好: {full}}}, when_missing: zero}}"
    return f"{{code: {code}, name: {code}, full_points: {full}, {weight} rule: {rule}}}"


RULES = {
    "bands that meet": "{kind: band, bands: [{at_least: 95, points: 100}, {at_least: 90, below: 95, points: 80}, {below: 90, points: 0}], when_missing: zero}",
    "bands of whole numbers that are counted": "{kind: band, measure: count, bands: [{at_least: 4, points: 100}, {at_least: 1, at_most: 3, points: 50}, {below: 1, points: 0}], when_missing: zero}",
    "nested bands read top down": "{kind: band, bands: [{at_most: 3, points: 100}, {at_most: 6, points: 50}, {at_most: 10, points: 20}], otherwise: 0, when_missing: zero}",
    "bands up to a hundred": "{kind: band, bands: [{at_least: 90, at_most: 100, points: 100}, {below: 90, points: 0}], when_missing: zero}",
    "deductions to a stated floor": "{kind: tally, floor: 0, events: {late: {name: 迟到, points: -1}}, when_missing: start}",
    "deductions that cannot use up the points": "{kind: tally, events: {late: {name: 迟到, points: -1, limit: 100}}, when_missing: start}",
    "awards cut by a stated cap": "{kind: tally, start: zero, cap: 100, events: {won: {name: 获奖, points: 60, once: true}, sent: {name: 供稿, points: 60, once: true}}, when_missing: zero}",
    "awards that make up the points exactly": "{kind: tally, start: zero, events: {won: {name: 获奖, points: 60, once: true}, sent: {name: 供稿, points: 40, once: true}}, when_missing: zero}",
    "a group that cuts its awards": "{kind: tally, start: zero, events: {won: {name: 获奖, points: 60}, sent: {name: 供稿, points: 40}}, groups: [{name: 合计, events: [won, sent], cap: 100}], when_missing: zero}",
    "discretion that is explained": "{kind: tally, floor: 0, events: {rude: {name: 失礼, range: [-3, -1], note: 由值周教师酌定。}}, when_missing: start}",
    "weeks averaged over the month": "{kind: roll_up, each: week, rule: {kind: level, levels: {好: 100}, when_missing: zero}}",
    "four weeks added up": "{kind: roll_up, each: week, take: sum, count: 4, rule: {kind: level, levels: {好: 100}, when_missing: zero}}",
    "the last day of a long month": "{kind: timely, due: {days: 31}, on_time: 100, late: 0, when_missing: zero}",
    "weights as proportions": "{kind: survey, scale: 10, groups: {a: {name: 学生, weight: 4}, b: {name: 家长, weight: 3}}, when_missing: zero}",
    "places that stop above zero": "{kind: position, first: 100, step: -10, least: 0, when_missing: zero}",
    "a target that costs at most the points": "{kind: target, target: 4, short: -25, when_missing: zero}",
}


@pytest.mark.parametrize("rule", RULES.values(), ids=RULES.keys())
def test_a_sound_rule_is_passed_over(rule):
    assert ids_of(HEAD + TREE % (ITEM % rule)) == []


TREES = {
    "meetings that are scored and counted": (
        "indicators:\n"
        f"  - {{code: x, name: 甲, full_points: 100, items: [{level('a', 90)}, {{code: b, name: 次数, full_points: 10, "
        "evidence: a, rule: {kind: target, target: 4, short: -2, when_missing: counted_zero}}]}\n"
    ),
    "weights of 100 %": TREE % ", ".join([level("a", 100, "weight: 60,"), level("b", 100, "weight: 40,")]),
    "weights that are shares of the grand total": (
        "indicators:\n"
        f"  - {{code: x, name: 甲, full_points: 50, items: [{level('a', 100, 'weight: 30,')}, {level('b', 100, 'weight: 20,')}]}}\n"
        f"  - {{code: y, name: 乙, full_points: 50, items: [{level('c', 100, 'weight: 50,')}]}}\n"
    ),
    "a bonus on top of the total": (
        TREE % (ITEM % LEVEL)
        + f"  - {{code: bonus, name: 加分, outside_total: true, cap: 5, items: [{level('a', 5)}, {level('b', 3)}]}}\n"
    ),
    "deductions from the indicator itself": (
        "indicators:\n  - {code: x, name: 甲, full_points: 100, start: full, floor: 0, items: [{code: a, name: a, rule: "
        "{kind: tally, start: zero, events: {late: {name: 迟到, points: -1}}, when_missing: start}}]}\n"
    ),
    "parts without a sum of their own": (
        f"indicators:\n  - {{code: x, name: 甲, items: [{level('a', 60)}, {level('b', 40)}]}}\n"
    ),
}


@pytest.mark.parametrize("tree", TREES.values(), ids=TREES.keys())
def test_a_sound_tree_is_passed_over(tree):
    assert ids_of(HEAD + tree) == []


QUOTA = "{code: %s, name: %s, by: share, share: %s, share_rounding: up, ties: all_in}"
RANKING = "ranking: {ties: dense}\n"
PAY = "pay: {floor: 0, prorate: none}\n"
REST = {
    "shares of 100 % and nothing else": f"{RANKING}ratings: [{QUOTA % ('a', '一等', 40)}, {QUOTA % ('b', '二等', 60)}]\n",
    "thresholds read top down": f"ratings: [{{code: a, name: 优, by: points, at_least: 90}}, {{code: b, name: 良, by: points, at_least: 80}}, {FAIL}]\n",
    "shares of different groups": f"{RANKING}ratings: [{QUOTA % ('a', '一等', 60)}, {(QUOTA % ('b', '二等', 60)).replace('}', ', within: grade}')}, {FAIL}]\n",
    "a veto that lowers the rating": f"vetoes: [{{code: v, name: 事故, effect: {{rating_at_most: fail}}}}]\nratings: [{{code: a, name: 优, by: points, at_least: 90}}, {FAIL}]\n",
    "a veto that takes out of the quota": f"{RANKING}vetoes: [{{code: v, name: 事故, effect: {{ranking: excluded}}}}]\nratings: [{QUOTA % ('a', '一等', 40)}, {FAIL}]\n",
    "a veto on a part that can be low": "vetoes: [{code: v, name: 卫生差, when: {part: hygiene, below: 60}, effect: {honours: barred}}]\n",
    "a fine with a floor": f"allowances: [{{kind: below, code: fine, name: 扣减, at: 60, fen: -5000}}]\n{PAY}",
    "a fine that a minimum makes up for": "allowances: [{kind: below, code: fine, name: 扣减, at: 60, fen: -5000}, {kind: minimum, code: least, name: 保底, fen: 0}]\npay: {prorate: none}\n",
    "pay by the records only": "allowances: [{kind: per_event, code: talks, name: 讲座费, events: {talk: {name: 讲座, fen: 5000}}}]\npay: {floor: 0}\n",
    "a factor on the line before": f"allowances: [{{kind: fixed, code: base, name: 津贴, fen: 100}}, {{kind: factor, code: cut, name: 系数, by: class_type, percent: {{a: 110}}, of: [base]}}]\n{PAY}",
}


BEST = f"ratings: [{{code: a, name: 优, by: points, at_least: 90}}, {FAIL}]\n"
VETO = "{code: v, name: 事故, effect: {%s}}"
TASKS = "tasks: [{action: talk, owner: principal, due: {days: 14}}]"
TERM = "longer_periods: [{to: term, take: mean, carry_vetoes: %s, ratings: [{code: b, name: 优, by: points, at_least: 90}, {code: fail, name: 不合格, otherwise: true}]}]\n"
USES = {
    "an honour that the veto bars": f"vetoes: [{VETO % 'rating: fail, honours: barred'}]\n{BEST}honours: [{{code: h, name: 先进, not_below: 80}}]\n",
    "an honour that names the veto": f"vetoes: [{VETO % 'rating: fail'}]\n{BEST}honours: [{{code: h, name: 先进, not_below: 80, barred_by: [v]}}]\n",
    "an honour of a rating that the veto takes away": f"vetoes: [{VETO % 'rating: fail'}]\n{BEST}honours: [{{code: h, name: 先进, ratings: [a]}}]\n",
    "a place that the veto takes away": f"{RANKING}vetoes: [{VETO % 'rating: fail, ranking: excluded'}]\n{BEST}honours: [{{code: h, name: 先进, top: 1, ties: all_in}}]\n",
    "a veto that only lowers": f"vetoes: [{VETO % 'rating_at_most: fail'}]\n{BEST}honours: [{{code: h, name: 先进, not_below: 80}}]\n",
    "an honour by name": "honours: [{code: h, name: 特殊贡献}]\n",
    "the rating of a longer period": f"vetoes: [{VETO % 'rating: fail'}]\n{BEST}{TERM % 'true'}honours: [{{code: h, name: 先进, period: term, ratings: [b]}}]\n",
    "twelve months of the year": f"{BEST}consequences: [{{code: c, name: 不合格, times: 12, counted: academic_year, when: {{ratings: [fail]}}, {TASKS}}}]\n",
    "the last place where it is marked": f"ranking: {{ties: dense, flag_last: 1}}\nconsequences: [{{code: c, name: 末位, when: {{flags: [last_place]}}, {TASKS}}}]\n",
    "an honour and a consequence of one code": f"{BEST}honours: [{{code: c, name: 先进, ratings: [a]}}]\nconsequences: [{{code: c, name: 表彰, when: {{ratings: [a]}}, {TASKS}}}]\n",
    "a class honour by place": "honours: [{code: h, name: 红旗, who: class, top: 1, within: grade, ties: all_in}]\n",
}


@pytest.mark.parametrize("uses", USES.values(), ids=USES.keys())
def test_sound_honours_and_what_follows_are_passed_over(uses):
    assert ids_of(PLAIN + uses) == []


def test_a_veto_that_is_not_carried_into_the_longer_period_does_not_bar_there():
    text = (
        f"vetoes: [{VETO % 'rating: fail, honours: barred'}]\n{BEST}{TERM % 'false'}"
        "honours: [{code: h, name: 先进, period: term, ratings: [b]}]\n"
    )

    assert ids_of(PLAIN + text) == ["L805"]


@pytest.mark.parametrize("rest", REST.values(), ids=REST.keys())
def test_sound_consequences_are_passed_over(rest):
    assert ids_of(PLAIN + rest) == []


def test_a_gap_between_whole_totals_is_none():
    ratings = f"ratings: [{{code: a, name: 优, by: points, at_least: 90}}, {{code: b, name: 良, by: points, at_least: 80, at_most: 89}}, {FAIL}]\n"

    assert ids_of(PLAIN + ratings) == ["L202"]
    assert ids_of(PLAIN + "rounding: {places: 0}\n" + ratings) == []


def test_a_figure_left_open_is_not_compared():
    text = PLAIN.replace("full_points: 100, items", "full_points: null, items").replace("好: 100", "好: null")

    assert ids_of(text) == ["E010", "E010"]
