"""Every sentence of an explanation, as it stands in the source."""

from __future__ import annotations

import re
from collections import Counter
from string import Formatter

import pytest

from banheng.core.wording import Language
from banheng.rules.kinds import RULE_KINDS
from banheng.rules.words import BOUND_WORDS, COMMON_WORDINGS, UNIT_NAMES, formatted
from banheng.scoring.concluding import CONCLUDING_WORDINGS
from banheng.scoring.explanation.as_text import WORDINGS as TEXT_WORDINGS
from banheng.scoring.pay_wordings import AMOUNT_WORDINGS, LINE_WORDINGS
from banheng.scoring.rating import RATING_WORDINGS
from banheng.scoring.tree import TREE_WORDINGS
from banheng.scoring.what_if import WORDINGS as WHAT_IF_WORDINGS

OF_RULES = [kind.wordings for kind in RULE_KINDS]
OF_NO_RULE = [
    COMMON_WORDINGS, TREE_WORDINGS, CONCLUDING_WORDINGS, RATING_WORDINGS, AMOUNT_WORDINGS, LINE_WORDINGS,
]  # fmt: skip
TELLING = [TEXT_WORDINGS, WHAT_IF_WORDINGS, BOUND_WORDS, UNIT_NAMES]
SENTENCES = [
    pytest.param(wording, id=f"{what} {wording.en}")
    for table in (*OF_RULES, *OF_NO_RULE, *TELLING)
    for what, wording in table.items()
]
SAME_IN_OTHER_WORDS = {"equal": "others"}  # "3 level" is "level with 2 others"


def places(sentence: str) -> set[str]:
    return {SAME_IN_OTHER_WORDS.get(name, name) for _, name, _, _ in Formatter().parse(sentence) if name}


@pytest.mark.parametrize("wording", SENTENCES)
def test_chinese_sentences_have_full_width_punctuation(wording) -> None:
    assert not re.search(r"[\u4e00-\u9fff}][,;:!?]|[,;:!?()\"'][\u4e00-\u9fff{]", wording.zh)


@pytest.mark.parametrize("wording", SENTENCES)
def test_english_sentences_have_western_punctuation(wording) -> None:
    assert not re.search(r"[\u3000-\u303f\uff00-\uffef\u4e00-\u9fff“”]", wording.en)


@pytest.mark.parametrize("wording", SENTENCES)
def test_both_languages_tell_the_same_figures(wording) -> None:
    silent = {"unit", "each", "measure"}  # a word may need no place of its own

    assert places(wording.zh) - silent == places(wording.en) - silent


def test_a_step_of_no_rule_has_one_sentence() -> None:
    names = Counter(name for table in OF_NO_RULE for name in table)

    assert [name for name, times in names.items() if times > 1] == []


def test_a_rule_does_not_word_what_all_rules_share() -> None:
    assert [name for table in OF_RULES for name in table if name in COMMON_WORDINGS] == []


@pytest.mark.parametrize(
    ("figures", "zh", "en"),
    [
        ({"quantity": 10_000, "unit": "place"}, "1 处", "1 place"),
        ({"quantity": 30_000, "unit": "place"}, "3 处", "3 places"),
        ({"quantity": 5_000, "unit": "person_time"}, "0.5 人次", "0.5 person-times"),
        ({"quantity": 0, "unit": "time"}, "0 次", "0 times"),
        # a unit of the scheme's own stays as it is
        ({"quantity": 20_000, "unit": "学时"}, "2 学时", "2 学时"),
    ],
)
def test_a_unit_follows_its_number(figures, zh, en) -> None:
    told = [
        "{quantity} {unit}".format(**formatted(figures, language))
        for language in (Language.ZH_HANS, Language.EN)
    ]

    assert told == [zh, en]


@pytest.mark.parametrize(
    ("bounds", "zh", "en"),
    [
        ({"at_least": 600_000}, "60 及以上", "at least 60"),
        ({"above": 600_000, "at_most": 800_000}, "高于 60、80 及以下", "above 60 and at most 80"),
        ({"below": 600_000}, "低于 60", "below 60"),
        ({}, "", ""),
    ],
)
def test_bounds_are_told_as_one_range(bounds, zh, en) -> None:
    assert [formatted(bounds, language)["range"] for language in (Language.ZH_HANS, Language.EN)] == [zh, en]
