"""What a process keeps of the results it has computed."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier, Event
from types import SimpleNamespace
from uuid import uuid4

import pytest

from banheng.assessment import live
from banheng.assessment.live import remembered

INPUTS = SimpleNamespace(hash="", postings=(), calendar=None, settled=())
PATIENCE_SECONDS = 30


def a_period():
    return SimpleNamespace(version=SimpleNamespace(digest=str(uuid4())), period=None)


def test_those_who_ask_for_the_same_at_once_wait_for_one_computation():
    scored, computed, all_ask, may_end = a_period(), [], Barrier(5), Event()

    def compute():
        computed.append(1)
        assert may_end.wait(PATIENCE_SECONDS)
        return "result"

    def ask():
        all_ask.wait(PATIENCE_SECONDS)
        return remembered("kind", scored, INPUTS, compute)

    with ThreadPoolExecutor(4) as people:
        answers = [people.submit(ask) for _ in range(4)]
        all_ask.wait(PATIENCE_SECONDS)
        may_end.set()

    assert [answer.result() for answer in answers] == ["result"] * 4
    assert computed == [1]


def test_what_could_not_be_computed_is_tried_again_by_the_next_who_asks():
    scored = a_period()

    def refuse():
        raise ValueError("not yet")

    with pytest.raises(ValueError, match="not yet"):
        remembered("kind", scored, INPUTS, refuse)

    assert remembered("kind", scored, INPUTS, lambda: "result") == "result"


def test_many_results_of_one_kind_do_not_push_out_those_of_another(monkeypatch):
    monkeypatch.setattr(live, "RESULTS_KEPT", 3)
    sheet, explanations = a_period(), [a_period() for _ in range(5)]
    remembered("sheets", sheet, INPUTS, lambda: "sheet")

    for number, each in enumerate(explanations):
        remembered("explanations", each, INPUTS, lambda number=number: number)

    assert remembered("sheets", sheet, INPUTS, lambda: "computed again") == "sheet"
    assert remembered("explanations", explanations[4], INPUTS, lambda: "again") == 4
    assert remembered("explanations", explanations[0], INPUTS, lambda: "again") == "again"
