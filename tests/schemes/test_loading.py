from decimal import Decimal
from pathlib import Path

import pytest

from banheng.core.errors import SchemeInvalid, SchemeNotInForce, SchemeUnreadable
from banheng.core.wording import Language
from banheng.schemes.loading import load_scheme, parse_scheme

DEMO = (Path(__file__).parent / "demo.yaml").read_text(encoding="utf-8")


def faults_of(text):
    with pytest.raises(SchemeInvalid) as refused:
        parse_scheme(text)
    return [(fault.id, fault.place.line, fault.place.path) for fault in refused.value.findings]


def said(text, language=Language.EN):
    with pytest.raises(SchemeInvalid) as refused:
        parse_scheme(text)
    return [fault.say(language) for fault in refused.value.findings]


def test_figures_are_exact_and_every_path_has_its_line():
    file = parse_scheme(DEMO)

    event = file.scheme.items()[0].rule.events["unswept"]
    assert event.points == -2_000
    assert file.line_of(("indicators", 0, "items", 0, "full_points")) == 18
    assert file.line_of(("indicators", 0, "items", 0, "rule", "cap")) == 21


ITEM = "indicators/routine/items/hygiene"
WRONG = [
    ("full_points: 40 # in", "full_point: 40 # in", "E001", 18, f"{ITEM}/full_point"),
    ("kind: tally\n          start: full", "kind: taly\n          start: full", "E004", 21, f"{ITEM}/rule"),
    ("          kind: tally\n          start: full", "          start: full", "E002", 21, f"{ITEM}/rule"),
    ("floor: 0\n          when", "flor: 0\n          when", "E001", 27, f"{ITEM}/rule/flor"),
    ("points: -0.2", "points: a fifth", "E005", 25, f"{ITEM}/rule/events/unswept/points"),
    ("points: -0.2", "points: -0.2, range: [1, 2]", "E005", 25, f"{ITEM}/rule/events/unswept"),
    ("per: place", "per: plaice", "E004", 25, f"{ITEM}/rule/events/unswept/per"),
    ("per: place", "pr: place", "E001", 25, f"{ITEM}/rule/events/unswept/pr"),
    ("from: inspection", "from: hearsay", "E004", 19, f"{ITEM}/from"),
    ("        name: 教室卫生\n", "", "E002", 16, ITEM),
    ("due: {days: 14}", "due: {day: 14}", "E001", 34, "indicators/routine/items/plan/rule/due/day"),
    ("city: 5}}", "city: {first: five}}}", "E005", 65, None),
    ("below: 98, points: 30", "bellow: 98, points: 30", "E001", 50, None),
    ("effect: {rating", "effect: {ratings", "E001", 72, "vetoes/safety/effect/ratings"),
    ("share: 30,", "shares: 30,", "E001", 75, "ratings/excellent/shares"),
    ("fen: 100}", "fen: 100, abov: 3}", "E001", 79, "allowances/points_pay/abov"),
    ("fen: 100}", "fen: 1.5}", "E005", 79, "allowances/points_pay/fen"),
    ("rounding: {to: fen", "rounding: {two: fen", "E001", 80, "pay/rounding/two"),
    ("stages: [primary]", "stages: [infant]", "E004", 6, "stages/0"),
    ("stages: [primary]", "stages: primary", "E005", 6, "stages"),
    ("full_points: 100\n", "full_points: [100]\n", "E005", 7, "full_points"),
    ("period: month", "period: fortnight", "E004", 5, "period"),
    ("rating: fail,", "rating: failed,", "E005", 2, ""),
    ("title:", "scheme: twice\ntitle:", "E003", 3, "scheme"),
    ("floor: 0, prorate", "floor: 0, floor: 1, prorate", "E003", 80, "pay/floor"),
]


@pytest.mark.parametrize(("right", "wrong", "fault", "line", "path"), WRONG)
def test_a_fault_is_found_once_at_its_line(right, wrong, fault, line, path):
    text = DEMO.replace(right, wrong, 1)

    found = faults_of(text)

    assert [(each[0], each[1]) for each in found] == [(f"schemes.{fault}", line)]
    assert path is None or found[0][2] == path


def test_a_key_that_is_missing_beside_another_unknown_one_is_told():
    text = DEMO.replace("        name: 教室卫生\n", "        colour: green\n")

    assert [fault for fault, _, _ in faults_of(text)] == ["schemes.E002", "schemes.E001"]


def test_longer_periods_know_their_own_keys():
    text = DEMO + "longer_periods:\n  - {to: term, takes: mean, ranking: {withn: grade}}\n"

    assert faults_of(text) == [
        ("schemes.E001", 82, "longer_periods/0/ranking/withn"),
        ("schemes.E001", 82, "longer_periods/0/takes"),
    ]
    assert "Did you mean 'within'? Allowed here: assumption, clause, flag_last," in said(text)[0]


def test_keys_inside_an_inner_rule_are_offered():
    inner = "kind: roll_up\n          each: week\n          rule: {kind: level, levls: {a: 1}, when_missing: zero}"
    text = DEMO.replace(
        "kind: timely\n          due: {days: 14}\n          on_time: 20\n          late: 12", inner
    )

    (mistyped,) = said(text)

    assert mistyped.startswith("unknown key 'levls'. Did you mean 'levels'? Allowed here: assumption, cap,")


def test_the_nearest_right_word_is_offered_in_both_languages():
    text = DEMO.replace("kind: tally", "kind: taly", 1)

    assert said(text)[0].startswith(
        "'taly' is not among the allowed words. Did you mean 'tally'? Allowed: band,"
    )
    assert said(text, Language.ZH_HANS)[0].startswith("“taly”不是可用的取值。是否想写“tally”？可用：band,")


def test_every_fault_is_reported_in_the_order_of_the_file():
    text = DEMO.replace("points: -0.2", "points: x").replace("fen: 100}", "fen: x}").replace("month", "moon")

    assert [line for _, line, _ in faults_of(text)] == [5, 25, 79]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "this file has none"),
        ("just words", "this file has none"),
        ("a: [1", "scheme.yaml:1: not valid YAML"),
        ("a: \x00", "not valid YAML"),
        ("a: &a [*a]", "contains itself"),
        ("a: " + "[" * 5000, "not valid YAML|too deep"),
        ("\n".join(f"k{i}: &k{i} [{f'*k{i - 1},' * 10 if i else 'x'}]" for i in range(9)), "parts"),
    ],
)
def test_what_is_no_scheme_file_is_refused_with_a_reason(text, reason):
    with pytest.raises(SchemeUnreadable, match=reason):
        parse_scheme(text)


def test_files_that_cannot_be_read_are_named(tmp_path):
    in_gbk, large = tmp_path / "gbk.yaml", tmp_path / "large.yaml"
    in_gbk.write_bytes("title: 班主任".encode("gbk"))
    large.write_bytes(b"#" * 3_000_000)

    for path, reason in [
        (in_gbk, "not UTF-8"),
        (large, "larger than"),
        (tmp_path / "none.yaml", "No such file"),
    ]:
        with pytest.raises(SchemeUnreadable, match=reason) as refused:
            load_scheme(path)
        assert path.name in str(refused.value)


@pytest.mark.parametrize("huge", ["9" * 5000, "1e999", ".inf", "0.12345"])
def test_a_figure_out_of_bounds_is_a_fault(huge):
    assert faults_of(DEMO.replace("full_points: 100\n", f"full_points: {huge}\n"))[0][0] == "schemes.E005"


def test_blanks_keep_a_scheme_out_of_force():
    file = parse_scheme(
        DEMO.replace("points: -0.2", "points: null").replace("at_least: 60", "at_least: null")
    )

    with pytest.raises(SchemeNotInForce) as refused:
        file.in_force()

    assert [(found.id, str(found.place)) for found in refused.value.findings] == [
        ("schemes.E010", f"scheme.yaml:25:{ITEM}/rule/events/unswept/points"),
        ("schemes.E010", "scheme.yaml:76:ratings/pass/at_least"),
    ]


def test_layout_comments_and_order_do_not_change_the_fingerprint():
    reordered = DEMO.replace("period: month\nstages: [primary]", "stages: [primary] # so\nperiod: month")
    dearer = DEMO.replace("points: -0.2", "points: -0.3")
    same_figure = DEMO.replace("points: -0.2", f"points: {Decimal('-0.20')}")

    prints = [parse_scheme(text).fingerprint for text in (DEMO, reordered, same_figure, dearer)]

    assert prints[0] == prints[1] == prints[2] != prints[3]


@pytest.mark.parametrize("figure", ["0", "-2"])
def test_what_something_is_divided_by_is_above_zero(figure):
    target = f"{{kind: target, target: 4, short: -1, every: {figure}, when_missing: zero}}"
    text = (
        "scheme: a\ntitle: b\nperiod: month\nfull_points: 10\n"
        f"indicators: [{{code: c, name: d, items: [{{code: e, name: f, rule: {target}}}]}}]\n"
    )

    with pytest.raises(SchemeInvalid) as refusal:
        parse_scheme(text)

    (finding,) = refusal.value.findings
    assert finding.place.path == "indicators/c/items/e/rule/every"
    assert "a number above 0 is expected here" in finding.say(Language.EN)


SKETCH = """
scheme: demo-primary-2026
title: 班主任工作月度考核
source: {document: 000-F, clauses: [000-F-08, 000-F-09]}
period: month
stages: [primary]
full_points: 100
rounding: {places: 2, mode: half_up}
indicators:
  - code: routine
    name: 班级常规
    full_points: 60
    items:
      - code: hygiene
        name: 教室卫生
        full_points: 10
        from: inspection
        rule:
          kind: tally
          start: full
          events:
            unswept: {name: 地面不洁, points: -0.2, per: place}
            absent_duty: {name: 值日缺岗, points: -1, per: person_time, escalate: [-1, -2, -3]}
          floor: 0
          when_missing: start
        clause: 000-G-13
  - code: bonus
    name: 加分
    outside_total: true
    cap: 8
vetoes:
  - code: safety
    name: 安全责任事故
    effect: {rating: fail, points: keep, allowance: forfeit_period, honours: barred, ranking: excluded}
ratings:
  - {code: excellent, name: 优秀, by: rank, top: 3, within: school, not_below: 80}
  - {code: pass, name: 合格, by: points, at_least: 60}
  - {code: fail, name: 不合格, otherwise: true}
ranking: {within: grade, ties: competition}
allowances:
  - {kind: per_point, name: 考核津贴, fen: 100}
  - {kind: per_pupil, name: 人数津贴, fen: 50, months: 1}
  - {kind: below, name: 不及格扣减, at: 60, fen: -5000}
  - {kind: below, name: 期末不及格扣减, at: 50, fen: -8000}
pay: {floor: 0, prorate: days_in_post, rounding: {to: fen, mode: half_up}}
"""


def test_a_small_scheme_with_a_bit_of_everything_loads_and_names_its_pay_lines():
    scheme = parse_scheme(SKETCH).scheme

    assert [line.code for line in scheme.allowances] == ["per_point", "per_pupil", "below", "below_2"]
    assert scheme.items()[0].rule.events["absent_duty"].escalate == (-10_000, -20_000, -30_000)
