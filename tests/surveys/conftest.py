import pytest

from banheng.accounts.roles import Role
from tests.factories import make_one_of_each, make_pupils, make_school

INSTRUMENT = """\
instrument: own
title: 班级满意度
scale: 100
groups: [guardian, pupil, peer, self]
least: 5
questions:
  - code: care
    text: 关心学生
    kind: levels
    greatest: 5
    options:
      - {code: good, name: 好, mark: 5}
      - {code: fair, name: 一般, mark: 3}
      - {code: poor, name: 差, mark: 0}
  - {code: fair, text: 处事公正, kind: score, greatest: 5}
  - {code: words, text: 想说的话, kind: text, required: false}
"""
GOOD = {"care": "good", "fair": 5}


@pytest.fixture
def small(time_machine_today):
    return make_school()


@pytest.fixture
def users(small):
    return make_one_of_each(small)


@pytest.fixture
def office(users):
    return users[Role.MORAL_EDUCATION_OFFICE]


@pytest.fixture
def pupils(small):
    return make_pupils(small, *(f"学生{number}" for number in range(8)))
