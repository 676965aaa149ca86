"""Four teachers worked by hand: what the pages say of them under the packs of 001-V and 003-F."""

import re
from datetime import date

import pytest
from django.urls import reverse
from django.utils.html import strip_tags

from banheng.accounts.roles import Role
from banheng.development.models import Fact
from banheng.development.recording import record_fact
from banheng.development.rule_packs import put_rules_in_force
from banheng.eligibility.loading import pack_path
from banheng.schools.models import Staff
from tests.factories import NOW, TODAY, grant, make_school, make_user

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("time_machine_today")]
CHOICES = {"003-F": {}, "001-V": {"newcomers": "paired", "stage": "three_years"}}


@pytest.fixture
def small():
    small = make_school()
    for code, choices in CHOICES.items():
        adopt_rules(small.school, code, choices)
    return small


@pytest.fixture
def say(client, small):
    """Give what the page says of each rule of a teacher, by the name of the rule."""
    office = make_user("office")
    grant(office, Role.MORAL_EDUCATION_OFFICE, small.school)
    client.force_login(office)

    def said(teacher):
        page = client.get(reverse("eligibility-one", args=[small.school.code, teacher.pk])).content.decode()
        rules = re.split(r'<div class="team-rule">', page)[1:]
        heads = [" ".join(strip_tags(rule.split("<details", maxsplit=1)[0]).split()) for rule in rules]
        return {head.split(" ", maxsplit=1)[0]: head for head in heads}

    return said


def adopt_rules(school, code, choices, first=date(2026, 9, 1)):
    text = pack_path(code).read_text(encoding="utf-8")
    put_rules_in_force(school, text, choices, first=first, by=None, at=NOW)


def put(teacher, kind, since, until=None, **content):
    record_fact(
        teacher,
        Fact.Kind(kind),
        kind,
        since=since,
        until=until,
        content=content,
        source=Fact.Source.OFFICE,
        by=None,
        at=NOW,
    )
    Fact.objects.filter(confirmed_at=None).update(confirmed_at=NOW)


def complete(teacher):
    put(teacher, "confirmation", date(2026, 9, 1), code="dossier_complete")


def trained(teacher, hours, day=date(2026, 5, 1)):
    put(teacher, "training", day, day, training="centralised", hours=hours)


def test_an_old_hand_of_seven_years_may_serve_and_be_promoted_and_is_due_for_rest(small, say):
    teacher = small.teachers["101"]
    Staff.objects.filter(pk=teacher.pk).update(homeroom_since=date(2019, 9, 1))
    put(teacher, "teaching", date(2010, 9, 1))
    put(teacher, "qualification", date(2010, 7, 1), stage="junior")
    put(teacher, "certificate", date(2018, 7, 1))
    trained(teacher, "12")
    trained(teacher, "8", date(2022, 3, 1))

    said = say(teacher)

    assert "持证上岗 符合" in said["持证上岗"]
    assert "符合" in said["五年"]
    assert "可以" in said["直接认定（四选一）"]
    assert "提任学校中层干部 符合" in said["提任学校中层干部"]
    assert "推荐校级后备干部 符合" in said["推荐校级后备干部"]
    assert "应当执行" in said["连任两个学段的休整"]


def test_a_newcomer_needs_certificate_mentor_hours_and_years(small, say):
    teacher = small.teachers["102"]
    put(teacher, "teaching", date(2026, 9, 1))
    put(teacher, "qualification", date(2026, 7, 1), stage="primary")
    complete(teacher)

    said = say(teacher)

    assert "不符合" in said["持证上岗"]
    assert "班主任资格证书：无" in said["持证上岗"]
    assert "不符合" in said["班主任任职条件"]
    assert "与老班主任结对" in said["班主任任职条件"]
    assert "仅提醒" in said["五年"]
    assert "还差 20 学时" in said["五年"]
    assert "有 1 个月，还差 11 个月" in said["提任年级组长或年级主任"]
    assert "不涉及" in said["连任两个学段的休整"]


def test_a_pair_lets_a_newcomer_serve_once_the_conditions_are_confirmed(small, say):
    teacher = small.teachers["102"]
    put(teacher, "teaching", date(2026, 9, 1))
    complete(teacher)
    put(teacher, "pair", date(2026, 9, 10), side="mentee", pairing="homeroom", other_post="homeroom_teacher")
    assert "不能判断" in say(teacher)["班主任任职条件"]

    for code in ("ethics", "organisation", "stable", "healthy"):
        put(teacher, "confirmation", date(2026, 9, 1), code=code)

    assert "班主任任职条件 符合" in say(teacher)["班主任任职条件"]


def test_whoever_lacks_six_hours_and_an_honour_is_told_so(small, say):
    teacher = small.teachers["201"]
    complete(teacher)
    trained(teacher, "14")
    trained(teacher, "30", date(2020, 5, 1))

    said = say(teacher)

    assert "有 14 学时，还差 6 学时" in said["五年"]
    assert "近 3 年校级以上“优秀班主任”荣誉：无" in said["直接认定（四选一）"]

    put(
        teacher,
        "honour",
        date(2024, 9, 10),
        date(2024, 9, 10),
        honour="excellent_homeroom_teacher",
        level="school",
    )
    assert "直接认定（四选一） 可以" in say(teacher)["直接认定（四选一）"]


def test_whoever_has_rested_three_years_may_come_back_and_counts_by_the_setting_for_promotion(small, say):
    teacher = Staff.objects.create(school=small.school, code="t91", name="休整教师")
    put(teacher, "post", date(2017, 9, 1), date(2023, 7, 15), post="homeroom_teacher")
    complete(teacher)

    said = say(teacher)
    assert "可以" in said["休整期满可以再任"]
    assert "不符合" in said["休整期间照常参加培训"]
    assert "提任学校中层干部 符合" in said["提任学校中层干部"]

    adopt_rules(small.school, "003-F", {"service": "continuous"}, first=TODAY)

    assert "不符合" in say(teacher)["提任学校中层干部"]
