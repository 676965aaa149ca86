"""What a rule pack and a file of people may say, how faults are named, and what keeps rules from being in force."""

import json

import pytest

from banheng.core.errors import SchemeInvalid, SchemeNotInForce, SchemeUnreadable
from banheng.core.wording import Language
from banheng.eligibility.linting import lint
from banheng.eligibility.loading import load_pack, load_people, pack_path, parse_pack
from tests.eligibility.people import person

HEAD = "pack: own\ntitle: 本校规则\ntitle_en: own rules\n"
RULE = "  - {code: serve, name: 任职条件, name_en: who may serve, kind: serve, when: WHEN}\n"
SETTING = """\
settings:
  - code: reading
    name: 怎样理解
    name_en: how it is read
    chosen: CHOSEN
    options:
      - {code: strict, name: 从严, name_en: strict, consequence: 都要, consequence_en: both}
      - {code: mild, name: 从宽, name_en: mild, consequence: 其一, consequence_en: either}
"""
ITEM = "{kind: item, code: a, name: 甲, name_en: a}"
BY_SETTING = "{kind: by_setting, setting: reading, options: {strict: {kind: service_years, years: 2}, mild: {kind: service_years, years: null}}}"


def pack(when, *, chosen=None, more=""):
    settings = SETTING.replace("CHOSEN", chosen) if chosen else ""
    return HEAD + settings + "rules:\n" + RULE.replace("WHEN", when) + more


def faults(text, language=Language.ZH_HANS):
    with pytest.raises(SchemeInvalid) as refused:
        parse_pack(text)
    return [finding.line(language) for finding in refused.value.findings]


@pytest.mark.parametrize(
    ("when", "place", "said"),
    [
        ("{kind: servise_years, years: 2}", "rules/serve/when", "是否想写“service_years”"),
        ("{kind: service_years, year: 2}", "rules/serve/when/year", "是否想写“years”"),
        ("{kind: service_years}", "rules/serve/when", "缺少必填字段“years”"),
        ("{kind: service_years, years: 0}", "rules/serve/when/years", "此处应为大于 0 的数"),
        ("{kind: all, of: []}", "rules/serve/when/of", "至少要有 1 项"),
        ("{kind: all, of: [{kind: not, part: {kind: honour, honours: [x], levl: city, name: 甲, name_en: a}}]}", "rules/serve/when/of/0/part/levl", "是否想写“level”"),
        ("{kind: honour, honours: [x], level: town, name: 甲, name_en: a}", "rules/serve/when/level", "可用：school, county, city, province, nation"),
        (f"{{kind: at_least, number: 2, of: [{ITEM}]}}", "rules/serve/when", "多于列出的项数"),
        ("{kind: figure, figure: x, name: 甲, name_en: a}", "rules/serve/when", "须写下限 at_least 或上限 at_most"),
        ("{kind: figure, figure: x, at_least: 3, at_most: 2, name: 甲, name_en: a}", "rules/serve/when", "下限（at_least）高于上限"),
        ("{kind: figure, figure: x, at_least: 3, percent_of: y, name: 甲, name_en: a}", "rules/serve/when", "percent_of_name"),
        ("{kind: rule, rule: serve}", "", "上文没有代码为此的规则：serve"),
        ("{kind: by_setting, setting: reading, options: {}}", "", "没有代码为此的设置：reading"),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_refused_at_its_place_in_words(when, place, said):
    (line,) = faults(pack(when))

    assert line.startswith(f"rules.yaml:5:{place}" if place else "rules.yaml:1")
    assert said in line


def test_a_fault_is_said_in_english_too():
    (line,) = faults(pack("{kind: servise_years, years: 2}"), Language.EN)

    assert "Did you mean 'service_years'?" in line


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (pack(ITEM, chosen="other"), "所选的 chosen 不在选项（options）里"),
        (pack(BY_SETTING.replace("mild:", "mid:"), chosen="strict"), "须为设置的每个选项各写一个条件"),
        (pack(ITEM) + RULE.replace("WHEN", ITEM), "有两条规则用了同一个代码：serve"),
        (pack(ITEM, more=RULE.replace("serve,", "more, only: {reading: [strict]},", 1).replace("WHEN", ITEM)), "only 所写的设置或选项不存在，规则：more"),
        (pack(ITEM, chosen="strict").replace("code: mild", "code: strict"), "有两个选项用了同一个代码"),
    ],
)  # fmt: skip
def test_what_refers_to_nothing_or_stands_twice_is_refused(text, said):
    (line,) = faults(text)

    assert said in line


def test_a_setting_must_be_visible_even_where_nothing_is_chosen():
    text = pack(ITEM, chosen="null").replace("    chosen: null\n", "")

    assert "缺少必填字段“chosen”" in faults(text)[0]


def test_comments_and_layout_do_not_change_the_fingerprint_but_figures_and_choices_do():
    text = pack(BY_SETTING, chosen="strict")
    same = parse_pack("# 说明\n" + text.replace("years: 2", "years:  2"))

    assert same.fingerprint == parse_pack(text).fingerprint
    others = [text.replace("years: 2", "years: 3"), text.replace("chosen: strict", "chosen: mild")]
    assert len({same.fingerprint, *(parse_pack(other).fingerprint for other in others)}) == 3


def test_rules_with_an_open_choice_are_not_put_in_force_until_it_is_made():
    file = parse_pack(pack(BY_SETTING, chosen="null"))

    with pytest.raises(SchemeNotInForce) as refused:
        file.in_force()

    (finding,) = refused.value.findings
    assert finding.line(Language.ZH_HANS).startswith("rules.yaml:8:settings/reading/chosen: eligibility.E002")
    assert "可选：strict, mild" in finding.say(Language.ZH_HANS)
    assert file.in_force({"reading": "strict"}).choices == {"reading": "strict"}


def test_a_blank_stands_in_the_way_only_where_its_option_is_chosen():
    file = parse_pack(pack(BY_SETTING, chosen="strict"))

    assert file.blanks() == [("rules", 0, "when", "options", "mild", "years")]
    assert file.still_open() == []
    assert [finding.id for finding in file.still_open({"reading": "mild"})] == ["eligibility.E001"]


@pytest.mark.parametrize("choices", [{"reading": "loose"}, {"raeding": "strict"}])
def test_a_choice_that_does_not_exist_is_refused_with_those_that_do(choices):
    file = parse_pack(pack(BY_SETTING, chosen="strict"))

    assert [finding.id for finding in file.still_open(choices)] == ["eligibility.E003"]


def test_a_rule_holds_only_with_the_options_it_names():
    more = RULE.replace("serve,", "more, only: {reading: [mild]},", 1).replace("WHEN", ITEM)
    file = parse_pack(pack(BY_SETTING.replace("null", "1"), chosen="strict", more=more))

    assert [rule.code for rule in file.in_force().rules] == ["serve"]
    assert [rule.code for rule in file.in_force({"reading": "mild"}).rules] == ["serve", "more"]


def test_a_rule_may_stand_for_its_condition_in_a_later_one():
    more = RULE.replace("code: serve", "code: later").replace(
        "WHEN", f"{{kind: all, of: [{{kind: rule, rule: serve}}, {ITEM}]}}"
    )

    first, later = parse_pack(pack("{kind: has_served}", more=more)).in_force().rules

    assert later.when.children()[0] == first.when


@pytest.mark.parametrize(
    ("when", "found"),
    [
        (f"{{kind: all, of: [{ITEM}, {{kind: not, part: {ITEM}}}]}}", ["eligibility.E010"]),
        ("{kind: all, of: [{kind: service_years, years: 6}, {kind: not, part: {kind: service_years, years: 2}}]}", ["eligibility.E010"]),
        ("{kind: all, of: [{kind: service_years, years: 2}, {kind: not, part: {kind: service_years, years: 6}}]}", []),
        (f"{{kind: any, of: [{ITEM}, {{kind: not, part: {ITEM}}}]}}", ["eligibility.W011"]),
        (f"{{kind: implies, given: {ITEM}, then: {ITEM}}}", ["eligibility.W011"]),
        (ITEM, []),
        ("{kind: service_years, years: null}", ["eligibility.E001"]),
    ],
)  # fmt: skip
def test_a_condition_that_comes_to_the_same_for_everybody_is_found(when, found):
    assert [finding.id for finding in lint(parse_pack(pack(when)))] == found


def test_a_contradiction_under_one_option_only_is_found_and_the_option_named():
    never = f"{{kind: all, of: [{ITEM}, {{kind: not, part: {ITEM}}}]}}"
    when = f"{{kind: by_setting, setting: reading, options: {{strict: {never}, mild: {ITEM}}}}}"

    (finding,) = lint(parse_pack(pack(when, chosen="mild")))

    assert (finding.id, "reading=strict" in finding.say(Language.EN)) == ("eligibility.E010", True)


def test_a_setting_that_no_rule_uses_is_found():
    (finding,) = lint(parse_pack(pack(ITEM, chosen="strict")))

    assert finding.line(Language.ZH_HANS).startswith("rules.yaml:5:settings/reading: eligibility.W012")


def test_a_pack_that_the_library_does_not_have_is_refused_with_the_nearest():
    with pytest.raises(SchemeUnreadable, match="Did you mean default"):
        pack_path("defaul")
    assert load_pack(pack_path("default")).blanks() == []


PEOPLE = """\
people:
  - name: 王老师
    stage: junior
    teaching_since: 2015-09-01
    certificates: null
    posts: [{since: 2020-09-01, until: 2021-08-31}]
    figures: {weekly_lessons: 12.5, average: null}
    confirmed: {ethics: true, applied: 2026-06-01, filed: null}
"""


def people_file(tmp_path, text, name="people.yaml"):
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return path


def test_people_are_read_and_null_is_nothing(tmp_path):
    (who,) = load_people(people_file(tmp_path, PEOPLE))

    assert who == person(
        stage="junior",
        teaching_since="2015-09-01",
        posts=[{"since": "2020-09-01", "until": "2021-08-31"}],
        figures={"weekly_lessons": "12.5"},
        confirmed={"ethics": True, "applied": "2026-06-01"},
    )


def test_people_are_read_from_json_alike(tmp_path):
    content = {"people": [{"name": "王老师", "certificates": None, "figures": {"weekly_lessons": 12.5}}]}

    (who,) = load_people(people_file(tmp_path, json.dumps(content), "people.json"))

    assert who == person(figures={"weekly_lessons": "12.5"})


@pytest.mark.parametrize(
    ("old", "new", "place", "said"),
    [
        ("posts:", "post:", "6:people/0/post", "是否想写“posts”"),
        ("since: 2020-09-01, until", "since: 2022-09-01, until", "6:people/0/posts/0", "结束日（until）早于开始日（since）"),
        ("since: 2020-09-01, until", "since: 去年, until", "6:people/0/posts/0/since", "此处应为日期"),
        ("stage: junior", "stage: middle", "3:people/0/stage", "可用：primary, junior, senior, vocational"),
        ("ethics: true", "ethics: 有", "8:people/0/confirmed/ethics", "此处应为 true、false 或日期"),
        ("weekly_lessons: 12.5", "weekly_lessons: 多", "7:people/0/figures/weekly_lessons", "不是数字"),
    ],
)  # fmt: skip
def test_faults_in_a_file_of_people_are_named_at_their_line(tmp_path, old, new, place, said):
    path = people_file(tmp_path, PEOPLE.replace(old, new))

    with pytest.raises(SchemeInvalid) as refused:
        load_people(path)

    (finding,) = refused.value.findings
    assert finding.line(Language.ZH_HANS).startswith(f"{path}:{place}")
    assert said in finding.say(Language.ZH_HANS)


@pytest.mark.parametrize(
    ("text", "error"),
    [("{", SchemeUnreadable), ("[]", SchemeInvalid), ('{"people": [{"nam": 1}]}', SchemeInvalid)],
)
def test_json_that_is_no_file_of_people_is_refused(tmp_path, text, error):
    with pytest.raises(error):
        load_people(people_file(tmp_path, text, "people.json"))
