"""The form of a part: made from the models, filled in, written back into the text."""

import pytest

from banheng.core.points import format_units
from banheng.core.wording import Language
from banheng.schemes.loading import parse_scheme
from banheng.schemes.saving import open_document, save_document
from banheng.schemes.scheme import Scheme
from banheng.web.schemes.fields import SIMPLE, form_of
from banheng.web.schemes.filling_in import act, change_kind, fill_in
from banheng.web.schemes.grammar import root, shape_at
from banheng.web.schemes.labels import key_label, word_label
from banheng.web.schemes.outline import LISTS
from tests.factories import LIBRARY

TEXTS = {path.parent.name: path.read_text(encoding="utf-8") for path in sorted(LIBRARY.glob("*/scheme.yaml"))}
TEXT = TEXTS["primary-month"]
HYGIENE = ("indicators", 0, "items", 0)
RULES = list(shape_at(HYGIENE, open_document(TEXT)).keys()["rule"].kinds)
ALLOWANCES = list(root().keys()["allowances"].inside().kinds)


def posted(form):
    """What a browser sends for a form that nobody touched."""
    sent = {}
    for field in form.walk():
        if field.row_key is not None:
            sent[f"{field.name}@key"] = field.row_key
        if field.control == "flag":
            if field.value == "true":
                sent[field.name] = "on"
        elif field.control == "flags":
            sent[field.name] = [option.value for option in field.options if option.chosen]
        elif field.control not in ("node", "list", "map"):
            sent[field.name] = field.value
    return sent


def parts_of(document):
    """All parts with a page of their own."""
    found = [(), *((key,) for key in LISTS)]

    def walk(content, path):
        for key in ("indicators", "items", "longer_periods"):
            for number, inside in enumerate(content.get(key, ())):
                found.append((*path, key, number))
                walk(inside, (*path, key, number))

    walk(document, ())
    return found


def edited(text, part, **values):
    document = open_document(text)
    form = form_of(document, part, "", Language.ZH_HANS)
    fill_in(
        document, part, form, posted(form) | {name.replace("__", "/"): each for name, each in values.items()}
    )
    return save_document(document, text)


@pytest.mark.parametrize("code", TEXTS)
def test_a_form_that_nobody_touched_changes_nothing(code):
    document = open_document(TEXTS[code])

    for part in parts_of(document):
        form = form_of(document, part, "", Language.ZH_HANS)
        fill_in(document, part, form, posted(form))

    assert save_document(document, TEXTS[code]) == save_document(open_document(TEXTS[code]), TEXTS[code])


def test_a_changed_figure_changes_its_own_line_only():
    changed = edited(TEXT, HYGIENE, rule__events__0__points="-0.35")

    old = "unswept: {name: 地面不洁, points: -0.2, per: place}"
    assert changed == TEXT.replace(old, old.replace("-0.2", "-0.35"))


CASES = [
    ("a figure", HYGIENE, {"full_points": "15"}, "full_points: 12", "full_points: 15"),
    ("full-width digits", HYGIENE, {"full_points": "１５．５"}, "full_points: 12", "full_points: 15.5"),
    ("a choice", HYGIENE, {"rule__when_missing": "full"}, "when_missing: start", "when_missing: full"),
    ("a start", HYGIENE, {"rule__start": "0 分"}, "start: full", "start: zero"),
    ("a name", HYGIENE, {"name": "卫生"}, "name: 教室与清洁区卫生", "name: 卫生"),
    ("a blank", HYGIENE, {"full_points": "待填"}, "full_points: 12", "full_points: null"),
    ("steps", HYGIENE, {"rule__events__3__escalate": "-1，-2"}, "[-0.5, -1, -2]", "[-1, -2]"),
    (
        "clauses",
        HYGIENE,
        {"clause": "002-I-03、002-I-10"},
        "[002-I-03, 002-I-10, 002-I-11]",
        "[002-I-03, 002-I-10]",
    ),
    ("a row's code", HYGIENE, {"rule__events__0@key": "dirty"}, "unswept: {", "dirty: {"),
    ("money in yuan", ("allowances",), {"0__fen": "250.5"}, "fen: 20000", "fen: 25050"),
    ("nothing", HYGIENE, {"from": ""}, "        from: inspection\n", ""),
]


@pytest.mark.parametrize(
    ("part", "values", "before", "after"), [case[1:] for case in CASES], ids=[c[0] for c in CASES]
)
def test_what_is_filled_in_stands_in_the_text(part, values, before, after):
    assert edited(TEXT, part, **values) == TEXT.replace(before, after, 1)


def test_what_is_no_number_stays_for_the_finding_to_name():
    assert "full_points: 十二" in edited(TEXT, HYGIENE, full_points="十二")


def test_a_comment_stays_when_what_follows_it_is_removed_or_added():
    text = TEXT.replace("      - code: exercises", "      # 体育组负责\n      - code: exercises", 1)
    document = open_document(text)

    act(document, "remove", HYGIENE, name="新项")
    act(document, "add", ("indicators", 0, "items"), name="新项")
    saved = save_document(document, text)

    assert "# 体育组负责\n      - code: exercises" in saved
    assert "code: hygiene" not in saved
    assert parse_scheme(saved).scheme.items()[4].name == "新项"


def test_moving_an_event_changes_the_order_only():
    document = open_document(TEXT)

    act(document, "down", (*HYGIENE, "rule", "events", 0), name="")

    moved = parse_scheme(save_document(document, TEXT)).scheme
    assert list(moved.items()[0].rule.events) == ["untidy", "unswept", "bin_full", "absent_duty"]


@pytest.mark.parametrize("kind", RULES)
def test_every_kind_of_rule_can_be_begun_shown_and_filled_in(kind):
    document = open_document(TEXT)
    change_kind(document, (*HYGIENE, "rule"), kind)
    for key in [each for each, shape in shape_at((*HYGIENE, "rule"), document).keys().items() if each]:
        if shape_at((*HYGIENE, "rule"), document).keys()[key].form in ("list", "map"):
            act(document, "add", (*HYGIENE, "rule", key), name="新")
    form = form_of(document, HYGIENE, "", Language.ZH_HANS)
    figures = [
        field for field in form.walk() if field.control in ("figure", "whole", "money") and field.blank
    ]
    sent = posted(form) | {field.name: "3" for field in figures}

    fill_in(document, HYGIENE, form, sent)
    saved = save_document(document, TEXT)
    again = form_of(open_document(saved), HYGIENE, "", Language.ZH_HANS)

    assert open_document(saved)["indicators"][0]["items"][0]["rule"]["kind"] == kind
    assert {field.name: field.value for field in again.walk() if field.control in SIMPLE}.items() >= {
        field.name: "3" for field in figures
    }.items()


@pytest.mark.parametrize("kind", ALLOWANCES)
def test_every_line_of_pay_can_be_begun(kind):
    document = open_document(TEXT)

    change_kind(document, ("allowances", 0), kind)

    names = {field.name for field in form_of(document, ("allowances",), "", Language.EN).walk()}
    assert "0/kind" in names
    assert document["allowances"][0]["name"] == "岗位津贴"


@pytest.mark.parametrize("key", ["honours", "consequences"])
def test_what_a_result_leads_to_can_be_begun_and_is_shown_in_full(key):
    document = open_document(TEXT)
    document.pop(key, None)

    act(document, "add", (key,), name="新")

    names = {field.name for field in form_of(document, (key,), "", Language.ZH_HANS).walk()}
    assert names >= {"honours": {"0/ratings"}, "consequences": {"0/when/vetoes", "0/tasks/0/owner"}}[key]
    assert getattr(parse_scheme(save_document(document, TEXT)).scheme, key)[0].name == "新"


def test_every_key_and_word_of_the_language_has_a_label():
    schema = Scheme.model_json_schema(mode="validation")
    for title, part in [("Scheme", schema), *schema["$defs"].items()]:
        for key in part.get("properties", {}):
            assert key_label(title, key, Language.ZH_HANS)
        for word in part.get("enum", []):
            assert word_label(title, "", str(word), Language.ZH_HANS)


@pytest.mark.parametrize("units", [1, 12345, 999_999_999])
def test_a_figure_is_written_with_all_its_digits(units):
    assert parse_scheme(edited(TEXT, (), scale_to=format_units(units))).scheme.scale_to == units


@pytest.mark.parametrize("before", RULES)
def test_a_rule_of_any_kind_becomes_one_of_any_other_and_stays_readable(before):
    for after in RULES:
        document = open_document(TEXT)

        change_kind(document, (*HYGIENE, "rule"), before)
        change_kind(document, (*HYGIENE, "rule"), after)

        assert parse_scheme(save_document(document, TEXT)).scheme.items()[0].rule.kind == after
