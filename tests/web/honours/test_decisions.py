"""A committee's decision on a special case is evidence with its minutes, and the score page says so."""

import pytest
from django.urls import reverse
from uuid_utils.compat import uuid7

from banheng.accounts.roles import Role
from banheng.ledger.errors import RecordRefused
from banheng.ledger.models import Record
from banheng.ledger.special_cases import SpecialCase, decide_special_case
from banheng.schools.classes import classes_on
from tests.assessment.settling import account, publish_september
from tests.factories import LIBRARY, NOW, TODAY, adopt, make_one_of_each, make_school

pytestmark = pytest.mark.django_db
TEXT = (LIBRARY / "primary-month" / "scheme.yaml").read_text(encoding="utf-8")


WITHOUT_SPECIAL_CASES = """
scheme: plain
title: 卫生月评
period: month
stages: [primary]
full_points: 10
indicators:
  - code: routine
    name: 常规
    full_points: 10
    items:
      - {code: hygiene, name: 卫生, full_points: 10, from: inspection, rule: {kind: tally, start: full,
         events: {unswept: {name: 不洁, points: -1}}, when_missing: start}}
"""


@pytest.fixture
def small(time_machine_today):
    small = make_school()
    adopt(small.school)
    return small


def case(**said):
    given = {
        "item": "decision",
        "event": "adjust",
        "level": "",
        "value": "-2",
        "minutes": "校委会〔2026〕3号",
        "text": "情节轻微",
    }
    return SpecialCase(id=uuid7(), school_class="101", day=TODAY, **given | said)


def decide(small, **said):
    return decide_special_case(small.school, case(**said), by=account("office"), at=NOW)


def form_for(small, **said):
    class_year = classes_on(small.school, TODAY).get(school_class__code="101")
    given = {
        "id": uuid7(),
        "school_class": class_year.pk,
        "day": TODAY,
        "what": "decision/points/",
        "value": "88",
    }
    return given | {"minutes": "校委会〔2026〕3号", "text": "抢救学生，视同满勤"} | said


def test_the_office_takes_down_a_decision_and_the_score_page_says_who_and_why(client, small):
    users = make_one_of_each(small)
    client.force_login(users[Role.MORAL_EDUCATION_OFFICE])

    page = client.post(reverse("honours-decisions", args=["yucai"]), form_for(small), follow=True)
    client.force_login(users[Role.HOMEROOM_TEACHER])
    score = client.get(reverse("scores", args=["yucai"])).content.decode()

    made = Record.objects.get()
    assert (made.item, made.event, made.source) == ("decision", "points", "office")
    assert f"已记入台账，第 {made.sequence} 条。" in page.content.decode()
    assert "定总分 88" in page.content.decode()
    assert "校委会〔2026〕3号：抢救学生，视同满勤" in score
    assert "决定总分为 88" in score


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({"minutes": " "}, "no_minutes"),
        ({"text": ""}, "no_minutes"),
        ({"text": "长" * 500}, "note_too_long"),
        ({"event": "rating", "level": "best", "value": ""}, "not_in_scheme"),
        ({"value": "很多"}, "not_in_scheme"),
    ],
)
def test_what_the_minutes_or_the_scheme_do_not_say_is_refused(small, said, code):
    with pytest.raises(RecordRefused) as refused:
        decide(small, **said)

    assert refused.value.code == code
    assert not Record.objects.exists()


def test_only_what_the_scheme_lets_them_decide_can_be_decided():
    small = make_school()
    adopt(small.school, text=TEXT.replace("may: [points, rating, allowance, veto]", "may: [rating]"))

    with pytest.raises(RecordRefused):
        decide(small)

    assert decide(small, event="rating", level="good", value="").level == "good"


def test_without_a_body_in_the_scheme_the_page_says_what_to_do(client, time_machine_today):
    small = make_school()
    adopt(small.school, text=WITHOUT_SPECIAL_CASES)
    client.force_login(make_one_of_each(small)[Role.MORAL_EDUCATION_OFFICE])

    page = client.get(reverse("honours-decisions", args=["yucai"])).content.decode()

    assert "现行方案没有规定一票否决和特殊情况" in page


def test_a_published_period_is_not_changed_by_a_decision(small):
    publish_september(small.school)

    with pytest.raises(RecordRefused) as refused:
        decide_special_case(
            small.school,
            SpecialCase(
                uuid7(), "101", TODAY.replace(month=9), "decision", "points", "", "88", "3号", "补记"
            ),
            by=account("office"),
            at=NOW,
        )

    assert refused.value.code == "period_closed"


def test_the_same_decision_sent_twice_is_recorded_once(client, small):
    client.force_login(make_one_of_each(small)[Role.MORAL_EDUCATION_OFFICE])
    form = form_for(small)

    for _ in range(2):
        client.post(reverse("honours-decisions", args=["yucai"]), form)

    assert Record.objects.count() == 1


def test_a_veto_is_taken_down_with_what_it_rests_on_and_takes_effect(client, small):
    users = make_one_of_each(small)
    client.force_login(users[Role.MORAL_EDUCATION_OFFICE])
    form = form_for(
        small, what="safety_accident//", value="", minutes="安全事故报告1号", text="课间摔伤未及时送医"
    )

    page = client.post(reverse("honours-decisions", args=["yucai"]), form, follow=True).content.decode()
    client.force_login(users[Role.HOMEROOM_TEACHER])
    score = client.get(reverse("scores", args=["yucai"])).content.decode()

    assert Record.objects.get().item == "safety_accident"
    assert "安全责任事故" in page
    assert "一票否决：安全责任事故" in score


def test_a_veto_of_a_second_scheme_in_force_is_taken_as_well(client, small):
    adopt(small.school, text=WITHOUT_SPECIAL_CASES.replace("scheme: plain", "scheme: a-plain"))
    client.force_login(make_one_of_each(small)[Role.MORAL_EDUCATION_OFFICE])
    form = form_for(small, what="safety_accident//", value="", minutes="1号", text="事故")

    client.post(reverse("honours-decisions", args=["yucai"]), form)

    assert Record.objects.get().item == "safety_accident"
