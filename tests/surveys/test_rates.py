"""How many have answered: by class and group, never who."""

from datetime import timedelta

import pytest

from banheng.questionnaires.instrument import Group
from banheng.surveys.answering import answer, right_of
from banheng.surveys.opening import make_slips, open_survey
from banheng.surveys.rates import rates_of
from tests.factories import NOW, TODAY
from tests.surveys.conftest import GOOD, INSTRUMENT

pytestmark = pytest.mark.django_db


def test_each_group_about_each_class_is_counted_in_the_order_of_the_questionnaire(
    small, users, office, pupils
):
    last = TODAY + timedelta(days=5)
    survey = open_survey(small.school, INSTRUMENT, title="", first=TODAY, last=last, by=office, at=NOW)
    for code in make_slips(survey, small.classes["101"], Group.GUARDIAN)[:3]:
        answer(right_of(code), GOOD, day=TODAY)

    of_101 = [rate for rate in rates_of(survey) if rate.school_class == small.classes["101"].pk]

    assert [(rate.group, rate.used, rate.invited, rate.has_slips) for rate in of_101] == [
        (Group.GUARDIAN, 3, 8, True),
        (Group.PUPIL, 0, 8, True),
        (Group.SELF, 0, 1, False),
    ]
    assert {rate.until for rate in of_101} == {None}
