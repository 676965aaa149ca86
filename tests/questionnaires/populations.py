"""Instruments and populations that several tests ask about."""

import random
from itertools import product

from hypothesis import strategies as st

from banheng.questionnaires.instrument import Group, QuestionKind
from banheng.questionnaires.loading import parse_instrument
from banheng.questionnaires.sheets import Sheet

MIXED = parse_instrument("""\
instrument: mixed
title: 混合
scale: 100
groups: [self, peer, pupil]
least: 3
questions:
  - {code: score, text: 打分, kind: score, greatest: 5}
  - {code: even, text: 分档, kind: levels, greatest: 4, options: [{code: a, name: 甲, mark: 4}, {code: b, name: 乙, mark: 3}, {code: c, name: 丙, mark: 2}, {code: d, name: 丁, mark: 1}]}
  - {code: uneven, text: 分档, kind: levels, greatest: 100, options: [{code: a, name: 甲, mark: 100}, {code: b, name: 乙, mark: 85}, {code: c, name: 丙, mark: 60}], required: false}
  - {code: approves, text: 是否, kind: yes_no, greatest: 1, groups: [pupil]}
  - {code: first, text: 排序, kind: ranking, options: [{code: x, name: 一}, {code: y, name: 二}, {code: z, name: 三}], required: false}
  - {code: well, text: 好在哪里, kind: text, required: false}
  - {code: better, text: 改进, kind: text, required: false}
""").instrument

ONE_QUESTION = parse_instrument("""\
instrument: one
title: 一题
scale: 5
groups: [self, pupil, guardian]
least: 5
questions:
  - {code: score, text: 打分, kind: score, greatest: 5}
  - {code: words, text: 想说的, kind: text, required: false}
""").instrument


def scored(scores, receiver="701", group=Group.PUPIL):
    """Sheets of the one question."""
    return [Sheet(receiver, group, {"score": score}) for score in scores]


def order(seed=1):
    """A source of ids that gives the same ones each time."""
    return random.Random(seed)  # noqa: S311 - ids of tests name nobody


def answer_to(question, chance):
    options = [option.code for option in question.options]
    return {
        QuestionKind.SCORE: lambda: chance.randint(0, 5),
        QuestionKind.LEVELS: lambda: chance.choice(options),
        QuestionKind.YES_NO: lambda: chance.random() < 0.5,
        QuestionKind.RANKING: lambda: chance.sample(options, len(options)),
        QuestionKind.CHOICES: lambda: [option for option in options if chance.random() < 0.4],
        QuestionKind.TEXT: lambda: chance.choice(["好", "很好", "没有意见"]),
    }[question.kind]()


def population(instrument, seed):
    """Sheets about three receivers, with how many were invited.

    Most agree on most questions, and groups are small: there naive publishing gives people away.
    """
    chance, sheets, invited = order(seed), [], {}
    for receiver, group in product(("701", "702", "703"), instrument.groups):
        asked = instrument.asked(group)
        usual = {question.code: answer_to(question, chance) for question in asked}
        differs, skips = chance.choice([0, 0.1, 0.3, 1]), chance.choice([0, 0.2])
        number = chance.randint(0, 15)
        for _ in range(number):
            answers = {
                question.code: answer_to(question, chance)
                if chance.random() < differs
                else usual[question.code]
                for question in asked
                if question.required or chance.random() >= skips
            }
            sheets.append(Sheet(receiver, group, answers))
        invited[receiver, group] = number + chance.randint(0, 2)
    return sheets, invited


def _class(receiver, pupils, guardians=()):
    return scored(pupils, receiver) + scored(guardians, receiver, Group.GUARDIAN)


CUTS = {
    "a grade less its classes is the class of whom two answered": (
        _class("701", [1, 2, 3, 4] * 3) + _class("702", [5, 4, 3, 2, 2, 2]) + _class("703", [0, 1]),
        {"七年级": ["701", "702", "703"]},
    ),
    "the school less its grades is a grade of which one class took part": (
        _class("701", [1, 2, 3, 4] * 3) + _class("702", [5, 4, 3, 2, 2, 2]) + _class("801", [0, 1, 4]),
        {"七年级": ["701", "702"], "全校": ["701", "702", "801"]},
    ),
    "a class less its pupils is the guardians of whom three answered": (
        _class("701", [1, 2, 3, 4] * 3, [5, 4, 1]) + _class("702", [5, 4, 3, 2, 2, 2], [1, 2, 3, 4] * 2),
        {"701": ["701"]},
    ),
    "two grades that share their small classes give away what only one of them has": (
        _class("701", [1, 3, 4]) + _class("702", [2, 3, 4]) + _class("703", [2, 3, 1]),
        {"走读": ["701", "702"], "全校": ["701", "702", "703"]},
    ),
    "three cuts of which each pair shares a class give away every class": (
        _class("701", [1, 3, 4]) + _class("702", [2, 3, 4]) + _class("703", [2, 3, 1]),
        {"701和702": ["701", "702"], "702和703": ["702", "703"], "701和703": ["701", "703"]},
    ),
}
"""Sheets and cuts where totals tell of a class what the class itself hides."""


def populations():
    """Any of them; hypothesis draws the seed only, since drawing hundreds of answers takes it seconds."""
    return st.integers(0, 2**32).map(lambda seed: population(MIXED, seed))
