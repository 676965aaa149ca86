"""The audit finds whatever leads from an answer to a person, and nothing in a survey that was run as it should be."""

from datetime import timedelta
from uuid import uuid4

import pytest

from banheng.core.wording import Language
from banheng.duties.sealing import seal
from banheng.ledger.models import Record
from banheng.questionnaires.instrument import Group
from banheng.questionnaires.leak import How
from banheng.questionnaires.publishing import Mean
from banheng.surveys import auditing
from banheng.surveys.answering import answer, right_of
from banheng.surveys.auditing import WORDINGS, Kept, Trace, audit
from banheng.surveys.closing import close, results
from banheng.surveys.models import AnswerSheet, Survey
from banheng.surveys.opening import make_slips, open_survey
from tests.factories import NOW, TODAY, adopt
from tests.surveys.conftest import GOOD, INSTRUMENT
from tests.surveys.test_surveys import SCHEME

pytestmark = pytest.mark.django_db

LAST = TODAY + timedelta(days=5)
AFTER = NOW + timedelta(days=6)


@pytest.fixture
def survey(small, office, pupils):
    adopt(small.school, text=SCHEME)
    return open_survey(
        small.school,
        INSTRUMENT,
        title="",
        first=TODAY,
        last=LAST,
        item="satisfaction",
        events={"guardian": "parent", "pupil": "student"},
        by=office,
        at=NOW,
    )


@pytest.fixture
def answered(survey, small):
    """Seven of eight guardians of a class have answered."""
    codes = make_slips(survey, small.classes["101"], Group.GUARDIAN)
    for code, fair in zip(codes[:7], (4, 3, 3, 2, 2, 1, 5), strict=True):
        answer(right_of(code), GOOD | {"care": "fair", "fair": fair}, day=TODAY)
    return codes


@pytest.fixture
def closed(survey, answered, office):
    assert close(survey, by=office, at=AFTER) == []
    return Survey.objects.get()


def ways(survey, **logs):
    return {each.how for each in audit(survey, logs)}


def test_nothing_is_found_while_a_survey_is_open_or_after_it_was_closed(survey, answered, office):
    assert audit(survey) == []

    close(survey, by=office, at=AFTER)

    assert audit(Survey.objects.get()) == []


def naive(instrument, sheets, invited, order, **_):
    """Show every mean exactly, as a spreadsheet would."""
    publication = publish(instrument, sheets, invited, order)
    cells = [
        cell.model_copy(update={"number": 1, "mean": Mean(number=1, low=600_000, high=600_000)})
        for cell in publication.cells
        if cell.number
    ]
    return publication.model_copy(update={"cells": tuple(cells)})


publish = auditing.publish


def test_what_would_be_published_now_is_attacked_while_it_is_open(survey, answered, monkeypatch):
    monkeypatch.setattr(auditing, "publish", naive)

    assert How.SMALL_GROUP in ways(survey)


def test_a_publication_that_tells_too_much_is_found_when_no_sheet_is_left(closed):
    publication = results(closed)
    told = tuple(cell.model_copy(update={"number": 2}) if cell.number else cell for cell in publication.cells)
    closed.publication = seal(publication.model_copy(update={"cells": told}).model_dump(mode="json"))

    assert ways(closed) >= {How.SMALL_GROUP, Kept.NUMBERS}


def test_a_sheet_that_was_not_deleted_is_found(closed, small):
    AnswerSheet.objects.create(
        survey=closed, group="guardian", school_class=small.classes["101"], sealed=seal(GOOD)
    )

    assert ways(closed) == {Kept.SHEETS_LEFT}


def test_a_sheet_without_a_right_is_found(survey, answered, small):
    AnswerSheet.objects.create(
        survey=survey, group="guardian", school_class=small.classes["101"], sealed=seal(GOOD)
    )

    assert ways(survey) == {Kept.NUMBERS}


def test_a_record_that_says_more_than_the_publication_is_found(closed):
    told = Record.objects.get()
    told.id, told.sequence, told.value = uuid4(), 2, told.value + 1
    told.save(force_insert=True)

    (trace,) = audit(closed)

    assert (trace.how, trace.receiver) == (Kept.NOT_DERIVED, "101")


def test_the_same_people_asked_the_same_at_the_same_time_give_away_who_came_between(closed, small, office):
    # opened before such a second round was refused
    earlier = Survey.objects.filter(pk=closed.pk)
    earlier.update(first=TODAY - timedelta(days=100), last=TODAY - timedelta(days=90))
    second = open_survey(small.school, INSTRUMENT, title="", first=TODAY, last=LAST, by=office, at=NOW)
    earlier.update(first=TODAY, last=LAST)
    codes = make_slips(second, small.classes["101"], Group.GUARDIAN)
    for code, fair in zip(codes, (4, 3, 3, 2, 2, 1, 5, 0), strict=True):
        answer(right_of(code), GOOD | {"care": "fair", "fair": fair}, day=TODAY)

    assert ways(second) == {How.VERSIONS}


def test_a_survey_of_another_term_gives_nothing_away(closed, small, office):
    Survey.objects.filter(pk=closed.pk).update(
        first=TODAY - timedelta(days=100), last=TODAY - timedelta(days=90)
    )
    second = open_survey(small.school, INSTRUMENT, title="", first=TODAY, last=LAST, by=office, at=NOW)
    for code in make_slips(second, small.classes["101"], Group.GUARDIAN):
        answer(right_of(code), GOOD, day=TODAY)

    assert audit(second) == []


@pytest.mark.parametrize(
    ("line", "hows"),
    [
        ('203.0.113.9 [21/Oct/2026:16:30] "POST /a/{code}/ HTTP/1.1" 200', {Kept.LOGGED}),
        ('203.0.113.9 [21/Oct/2026:16:30] "GET /a/?code={spaced} HTTP/1.1" 302', {Kept.LOGGED}),
        ('203.0.113.9 [21/Oct/2026:16:30] "POST /s/yucai/surveys/answer/{own}/ HTTP/1.1"', {Kept.LOGGED}),
        ('203.0.113.9 [21/Oct/2026:16:30] "POST /a/ZZZZZZZZZZ/ HTTP/1.1" 404', set()),
        ('"path": "/a/…/"', set()),
        ('203.0.113.9 [21/Oct/2026:16:30] "GET /s/yucai/surveys/answer/0/ HTTP/1.1"', set()),
    ],
)
def test_a_log_that_tells_who_answered_when_is_found(survey, answered, users, line, hows):
    code = answered[0]
    own = survey.rights.get(group="self", school_class__code="101").pk
    said = line.format(code=code, spaced=f"{code[:5].lower()}+{code[5:]}", own=own)

    assert ways(survey, log=[said]) == hows


@pytest.mark.parametrize("how", Kept)
@pytest.mark.parametrize("language", Language)
def test_every_trace_is_worded(how, language):
    trace = Trace(how, {"number": 2, "used": 1, "sequence": 3, "file": "access.log"})

    assert "{" not in trace.say(language)
    assert how in WORDINGS
