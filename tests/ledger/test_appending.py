"""Records of several senders are written in one transaction, and each sender learns what became of its own."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from time import monotonic, sleep

import pytest
from django.db import DatabaseError
from django.utils import timezone

from banheng.ledger import appending
from banheng.ledger.appending import Wanted, append
from banheng.ledger.chaining import first_break
from banheng.ledger.desk import Desk
from banheng.ledger.models import Closure, Record
from tests.factories import NOW, TODAY, adopt, entry, make_school

PATIENCE_SECONDS = 20


@pytest.fixture
def written(monkeypatch):
    """What was written at once each time; what is `bad` cannot be written."""
    times = []

    def write(wanted):
        times.append(list(wanted))
        if "bad" in wanted:
            raise DatabaseError("bad")

    monkeypatch.setattr(appending, "_write", write)
    return times


def append_while_another_writes(*sendings):
    """Let senders arrive while the chain is held; give their errors."""
    with ThreadPoolExecutor(len(sendings)) as senders:
        with appending._WRITING:
            sent = [senders.submit(append, sending) for sending in sendings]
            until = monotonic() + PATIENCE_SECONDS
            while len(appending._WAITING) < len(sendings) and monotonic() < until:
                sleep(0.01)
        return [each.exception() for each in sent]


def test_those_who_wait_are_written_together(written):
    errors = append_while_another_writes(["a"], ["b", "c"], ["d"])

    assert errors == [None, None, None]
    assert [sorted(wanted) for wanted in written] == [["a", "b", "c", "d"]]


def test_nobody_pays_for_the_fault_of_another(written):
    errors = append_while_another_writes(["a"], ["bad"], ["c"])

    assert [type(error) for error in errors] == [type(None), DatabaseError, type(None)]
    assert sorted(wanted[0] for wanted in written if len(wanted) == 1) == ["a", "bad", "c"]


def test_a_writer_that_is_torn_away_acknowledges_nothing(monkeypatch):
    def torn(wanted):
        raise KeyboardInterrupt

    monkeypatch.setattr(appending, "_write", torn)
    errors = append_while_another_writes(["a"], ["b"])

    assert {type(error) for error in errors} == {KeyboardInterrupt, DatabaseError}


@pytest.mark.django_db
def test_what_is_written_together_goes_to_the_chain_of_its_own_school():
    schools = [make_school(code).school for code in ("yucai", "other")]
    for school in schools:
        adopt(school)
    wanted = [_wanted(school, entry()) for school in (*schools, *schools)]

    append(wanted)

    assert [each.record.sequence for each in wanted] == [1, 1, 2, 2]
    assert [first_break(school) for school in schools] == [None, None]


@pytest.mark.django_db
def test_an_entry_sent_by_two_at_once_is_one_record():
    school = make_school().school
    adopt(school)
    said = entry()
    first, second = _wanted(school, said), _wanted(school, said)

    append([first, second])

    assert (first.known, second.known) == (None, first.record)
    assert Record.objects.count() == 1


@pytest.mark.django_db
def test_only_the_days_of_a_closed_period_are_refused():
    school = make_school().school
    adopt(school)
    day = date(2026, 9, 30)
    Closure.objects.create(
        school=school, scheme_code="primary-month", first=date(2026, 9, 1), last=day, label="2026年9月"
    )
    earlier, later = _wanted(school, entry(day=day)), _wanted(school, entry(day=TODAY))

    append([earlier, later])

    assert earlier.closed
    assert later.record.sequence == 1


@pytest.mark.django_db
def test_more_records_than_one_statement_holds_are_appended(monkeypatch):
    monkeypatch.setattr(appending, "AT_ONCE", 2)
    school = make_school().school
    adopt(school)

    append([_wanted(school, entry()) for _ in range(5)])

    assert Record.objects.count() == 5
    assert first_break(school) is None


def _wanted(school, said) -> Wanted:
    return Desk(school, None, max(NOW, timezone.now()), Record.Source.INSPECTION, None).make(said)
