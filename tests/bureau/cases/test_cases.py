"""Pupils who stay away: steps with days, sealed, opened by few, deleted in time."""

from datetime import timedelta

import pytest
from cryptography.fernet import Fernet
from django.core.management import call_command

from banheng.bureau.cases.following import (
    close_case,
    delete_old_cases,
    hand_to,
    may_open,
    note_look,
    open_case,
    opened,
    set_limit,
    take_step,
)
from banheng.bureau.cases.models import Case, CaseStep
from banheng.bureau.errors import BureauRefused
from tests.bureau.county import make_county
from tests.factories import NOW, TODAY

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def county(time_machine_today, settings, tmp_path):
    settings.NOTES_KEY_FILE = tmp_path / "notes-key"
    return make_county()


def opened_case(county, away_since=TODAY - 3 * DAY):
    content = {"pupil": "李明", "school_class": "一年级1班", "reason": "随父母外出"}
    return open_case(county.small.school, away_since=away_since, content=content, by=county.principal, at=NOW)


def test_a_case_gets_a_day_for_each_step_that_has_a_limit(county):
    set_limit(county.bureau, kind="visited", days=5, basis="县控辍保学办法第三条")
    set_limit(county.bureau, kind="returned", days=15, basis="县控辍保学办法第五条")
    case = opened_case(county)

    assert case.next_due({"reported"}) == TODAY + 2 * DAY
    take_step(case, kind="visited", day=TODAY, text="家访", by=county.principal, at=NOW)
    assert case.next_due({step.kind for step in case.steps.all()}) == TODAY + 12 * DAY


def test_without_limits_there_is_no_day(county):
    assert opened_case(county).next_due(set()) is None


def test_names_stand_nowhere_unsealed(county):
    case = opened_case(county)
    take_step(case, kind="visited", day=TODAY, text="李明在外婆家", by=county.principal, at=NOW)

    rows = [*Case.objects.values_list(), *CaseStep.objects.values_list()]
    assert "李明" not in str(rows)
    content, steps = opened(case)
    assert (content["pupil"], [text for _, text in steps]) == ("李明", ["", "李明在外婆家"])


def test_only_the_holder_opens_a_case_and_each_look_is_noted(county):
    case = opened_case(county)
    assert not may_open(case, county.officer)
    with pytest.raises(BureauRefused, match="教育局的人员"):
        hand_to(case, holder=county.principal)
    hand_to(case, holder=county.officer)
    note_look(case, county.officer, at=NOW)

    assert (may_open(case, county.officer), may_open(case, county.head)) == (True, False)
    assert case.looks.get().by_name == str(county.officer)


def test_a_case_is_closed_only_when_the_pupil_learns_somewhere(county):
    case = opened_case(county)
    with pytest.raises(BureauRefused, match="返校或落实就学"):
        close_case(case, result="back", text="", by=county.principal, at=NOW)
    take_step(case, kind="returned", day=TODAY, text="回来了", by=county.principal, at=NOW)
    close_case(case, result="back", text="", by=county.principal, at=NOW)
    with pytest.raises(BureauRefused, match="已经销案"):
        take_step(case, kind="visited", day=TODAY, text="", by=county.principal, at=NOW)


@pytest.mark.parametrize("day", [TODAY + DAY, TODAY - 4 * DAY])
def test_a_step_lies_between_the_absence_and_today(county, day):
    with pytest.raises(BureauRefused, match="日期要在"):
        take_step(opened_case(county), kind="visited", day=day, text="", by=county.principal, at=NOW)


def test_closed_cases_are_deleted_after_three_years_and_open_ones_stay(county):
    case, other = opened_case(county), opened_case(county)
    take_step(case, kind="returned", day=TODAY, text="", by=county.principal, at=NOW)
    close_case(case, result="back", text="", by=county.principal, at=NOW)

    assert delete_old_cases(TODAY.replace(year=2029)) == 0
    assert delete_old_cases(TODAY.replace(year=2029) + DAY) == 1
    assert [each.number for each in Case.objects.all()] == [other.number]


def test_with_another_key_all_cases_can_be_encrypted_anew(county, settings):
    case = opened_case(county)
    old = settings.NOTES_KEY_FILE.read_text()
    new = Fernet.generate_key().decode()
    settings.NOTES_KEY = f"{new},{old}"
    call_command("reseal_cases")
    settings.NOTES_KEY = new
    case.refresh_from_db()

    assert opened(case)[0]["pupil"] == "李明"
