"""What homeroom teachers write is looked at, found by all staff, and stands in the author's dossier; so do projects."""

from datetime import date, timedelta

import pytest

from banheng.development.errors import DevelopmentRefused
from banheng.development.models import Fact
from banheng.development.research.models import Project
from banheng.development.research.projects import finish, propose, start, stop
from banheng.development.research.sharing import accept, give_back, library, send
from tests.factories import NOW, TODAY, make_pupils, make_school, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def small():
    return make_school()


def refused(do, *arguments, **named):
    with pytest.raises(DevelopmentRefused) as refusal:
        do(*arguments, **named)
    return refusal.value.code


def sent(small, author="101", work=None, **said):
    given = {
        "kind": "case",
        "title": "考前失眠",
        "category": "study",
        "level": "",
        "place": "",
        "text": "小明考前睡不着，谈话后好转。",
        "link": "",
        "day": TODAY,
        "at": NOW,
    }
    return send(small.teachers[author], work, **given | said)


def taken_in(small, **said):
    work = sent(small, **said)
    accept(work, by=make_user(f"office{work.pk}"), at=NOW)
    return work


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({"category": ""}, "no_category"),
        ({"day": TODAY + timedelta(days=1)}, "day"),
        ({"text": "欧阳晓晓考前睡不着"}, "pupil"),
        ({"title": "欧阳晓晓"}, "pupil"),
    ],
)
def test_a_case_is_sorted_has_a_past_day_and_names_no_pupil(small, said, code):
    make_pupils(small, "欧阳晓晓")

    assert refused(sent, small, **said) == code


def test_only_a_case_has_a_category(small):
    assert sent(small, kind="paper").category == ""


@pytest.mark.parametrize(
    ("kind", "form"), [("paper", "paper"), ("case", "case"), ("plan", "plan"), ("resource", None)]
)
def test_what_was_written_goes_into_the_dossier_once_it_is_taken_in(small, kind, form):
    work = sent(small, kind=kind, level="city", place="市一等奖")
    assert list(library(small.school)) == []

    accept(work, by=make_user("office"), at=NOW)

    assert list(library(small.school)) == [work]
    facts = Fact.objects.filter(staff=small.teachers["101"])
    expected = [{"form": form, "level": "city", "role": "author", "place": "市一等奖"}] if form else []
    assert [fact.content for fact in facts] == expected
    assert refused(accept, work, by=make_user("second"), at=NOW) == "settled"
    assert refused(sent, small, work=work) == "accepted"


def test_nobody_takes_in_the_own_work(small):
    own = make_user("own", staff=small.teachers["101"])

    assert refused(accept, sent(small), by=own, at=NOW) == "own"


def test_what_went_back_with_a_reason_is_sent_again(small):
    work = sent(small)
    assert refused(give_back, work, reason=" ") == "no_reason"
    give_back(work, reason="细节太多")
    assert refused(accept, work, by=make_user("office"), at=NOW) == "settled"

    again = sent(small, work=work, text="改过了")

    assert (again.pk, again.returned_for, again.text) == (work.pk, "", "改过了")


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({}, {"考前失眠", "感恩班会", "叛逆"}),
        ({"words": "失眠"}, {"考前失眠"}),
        ({"words": "教师101 好转"}, {"考前失眠", "叛逆"}),
        ({"words": "失眠 叛逆"}, set()),
        ({"kind": "plan"}, {"感恩班会"}),
        ({"kind": "case", "category": "family"}, {"叛逆"}),
    ],
)
def test_all_words_and_choices_must_fit(small, asked, found):
    taken_in(small)
    taken_in(small, title="叛逆", category="family")
    taken_in(small, author="102", kind="plan", title="感恩班会", text="说谢谢")

    assert {work.title for work in library(small.school, asked.pop("words", ""), **asked)} == found


def project(small, **said):
    given = {
        "title": "家校沟通",
        "level": "county",
        "question": "怎样沟通",
        "leader": small.teachers["101"],
        "members": [small.teachers["101"], small.teachers["102"]],
        "first": date(2026, 9, 1),
        "last": date(2027, 7, 1),
    }
    return propose(small.school, **given | said)


def test_a_finished_project_stands_in_the_dossiers_of_all(small):
    kept = project(small)
    assert refused(finish, kept, result="报告", by=None, at=NOW) == "state"
    start(kept, number="县教研〔2026〕12号")
    assert refused(start, kept, number="") == "state"
    assert refused(finish, kept, result="", by=None, at=NOW) == "no_result"

    finish(kept, result="报告一份", by=None, at=NOW)

    facts = {fact.staff: fact for fact in Fact.objects.all()}
    assert {staff: fact.content["role"] for staff, fact in facts.items()} == {
        small.teachers["101"]: "leader",
        small.teachers["102"]: "member",
    }
    assert {fact.proof for fact in facts.values()} == {"县教研〔2026〕12号"}
    assert refused(stop, kept, result="不做了", at=NOW) == "state"


def test_a_stopped_project_stands_in_no_dossier(small):
    kept = project(small)

    stop(kept, result="没有立项", at=NOW)

    assert kept.state == Project.State.STOPPED
    assert not Fact.objects.exists()


def test_a_project_ends_after_it_begins(small):
    assert refused(project, small, last=date(2026, 8, 1)) == "days"
