"""What is known of a teacher, and what the rules in force say of it."""

from datetime import date, timedelta

import pytest

from banheng.core.points import UNITS
from banheng.development.eligible import answered
from banheng.development.errors import DevelopmentRefused
from banheng.development.models import Fact
from banheng.development.people import person_of
from banheng.development.recording import confirm_fact, record_fact, withdraw_fact
from banheng.development.rule_packs import end_rules, put_rules_in_force, rules_in_force
from banheng.eligibility.answer import Outcome
from banheng.eligibility.facts import Level
from banheng.eligibility.loading import pack_path
from banheng.honours.models import Honour
from banheng.schools.models import Posting
from tests.factories import NOW, TODAY, make_school, make_user

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
PACK = """
pack: own
title: 任职规则
title_en: Rules
settings:
  - code: strict
    name: 教龄从严还是从宽
    name_en: strict or not
    chosen: null
    options:
      - {code: three, name: 三年, name_en: three, consequence: 不满三年不能任职, consequence_en: three years}
      - {code: one, name: 一年, name_en: one, consequence: 满一年可以任职, consequence_en: one year}
rules:
  - code: serve
    name: 任职条件
    name_en: may serve
    kind: serve
    when:
      kind: by_setting
      setting: strict
      options:
        three: {kind: teaching_years, years: 3}
        one: {kind: teaching_years, years: 1}
"""


@pytest.fixture
def small():
    return make_school()


@pytest.fixture
def teacher(small):
    return small.teachers["101"]


@pytest.fixture
def office():
    return make_user("office", name="王主任")


def put(teacher, kind, name="某事", *, since=date(2024, 9, 1), by=None, source="office", **said):
    return record_fact(
        teacher,
        Fact.Kind(kind),
        name,
        since=since,
        source=Fact.Source(source),
        by=by,
        at=NOW,
        **said,
    )


def test_what_the_roster_knows_is_service(small, teacher):
    teacher.homeroom_since = date(2020, 9, 1)
    teacher.save()
    posting = Posting.objects.get(staff=teacher)

    posts = person_of(teacher, TODAY).posts

    assert [(post.since, post.until) for post in posts] == [
        (date(2020, 9, 1), posting.first - DAY),
        (posting.first, None),
    ]


def test_the_stage_is_that_of_the_class(small, teacher):
    assert person_of(teacher, TODAY).stage.value == "primary"
    assert person_of(small.teachers["101"], date(2020, 1, 1)).stage is None


def test_facts_of_each_kind_are_read(teacher, office):
    said = {
        "teaching": {},
        "qualification": {"content": {"stage": "primary"}},
        "certificate": {"content": {}},
        "post": {"content": {"post": "grade_leader"}},
        "honour": {"content": {"honour": "excellent", "level": "city"}},
        "title": {"content": {"title": "pupils_choice"}},
        "rank": {"content": {"rank": "intermediate"}},
        "training": {"content": {"training": "centralised", "hours": 12}},
        "pair": {"content": {"side": "mentee", "pairing": "moral"}},
        "result": {"content": {"year": 2025, "failed": False}},
        "confirmation": {"content": {"code": "ethics"}},
        "figure": {"content": {"code": "weekly_lessons", "value": "12.5"}},
        "incident": {"content": {"incident": "fees"}},
        "research": {"content": {"form": "paper", "level": "county"}},
    }
    for kind, content in said.items():
        put(teacher, kind, by=office, **content)

    person = person_of(teacher, TODAY)

    assert person.teaching_since == date(2024, 9, 1)
    assert person.qualifications[0].stage.value == "primary"
    assert person.certificates[0].certificate == "homeroom_teacher"
    assert [post.post for post in person.posts] == ["homeroom_teacher", "grade_leader"]
    assert (person.honours[0].level, person.honours[0].on) == (Level.CITY, date(2024, 9, 1))
    assert person.titles[0].title == "pupils_choice"
    assert person.ranks[0].rank.value == "intermediate"
    assert person.training[0].hours == 12 * UNITS
    assert person.pairs[0].pairing == "moral"
    assert person.results[0].year == 2025
    assert person.confirmed == {"ethics": date(2024, 9, 1)}
    assert person.figures["weekly_lessons"] == 125_000
    assert person.incidents[0].incident == "fees"


def test_an_honour_of_the_school_is_known_without_being_entered(small, teacher):
    Honour.objects.create(
        school=small.school,
        scheme="worked",
        period="2026-09",
        code="excellent",
        name="优秀班主任",
        staff=teacher,
        state="awarded",
        proposed_at=NOW,
        decided_at=NOW,
        number="2026-0001",
    )

    (honour,) = person_of(teacher, TODAY).honours

    assert (honour.honour, honour.level) == ("excellent", Level.SCHOOL)


def test_what_a_teacher_enters_counts_after_somebody_else_has_seen_the_proof(teacher, office):
    own = make_user("own", staff=teacher)
    fact = put(teacher, "rank", by=own, source="own", content={"rank": "senior"})
    assert person_of(teacher, TODAY).ranks is None

    with pytest.raises(DevelopmentRefused, match="别人核实"):
        confirm_fact(fact, by=own, at=NOW)
    confirm_fact(fact, by=office, at=NOW)

    assert person_of(teacher, TODAY).ranks[0].rank.value == "senior"


def test_what_is_withdrawn_stays_and_does_not_count(teacher, office):
    fact = put(teacher, "rank", by=office, content={"rank": "senior"})
    with pytest.raises(DevelopmentRefused, match="理由"):
        withdraw_fact(fact, reason=" ", at=NOW)

    withdraw_fact(fact, reason="登记错人", at=NOW)

    assert person_of(teacher, TODAY).ranks is None
    assert Fact.objects.get().withdrawn_reason == "登记错人"


@pytest.mark.parametrize(
    ("kind", "said", "code"),
    [
        ("rank", {"content": {"rank": "boss"}}, "content"),
        ("figure", {"content": {"code": "lessons", "value": "viele"}}, "content"),
        ("rank", {"content": {}}, "content"),
        ("rank", {"content": {"rank": "senior", "more": 1}}, "content"),
        ("certificate", {"until": date(2020, 1, 1)}, "days"),
        ("honour", {"since": TODAY + DAY, "content": {"honour": "x", "level": "city"}}, "day"),
        ("teaching", {"since": date(1000, 1, 1)}, "day"),
        ("teaching", {"name": "  "}, "no_name"),
    ],
)
def test_what_cannot_be_is_refused(teacher, office, kind, said, code):
    with pytest.raises(DevelopmentRefused) as refused:
        put(teacher, kind, by=office, **said)

    assert refused.value.code == code
    assert not Fact.objects.exists()


def test_rules_hold_from_their_day_with_the_choices_that_were_made(small, teacher, office):
    put(teacher, "teaching", since=date(2024, 9, 1), by=office)
    for first, strict in ((date(2026, 9, 1), "three"), (date(2026, 10, 10), "one")):
        put_rules_in_force(small.school, PACK, {"strict": strict}, first=first, by=office, at=NOW)

    outcomes = []
    for day in (date(2026, 9, 30), date(2026, 10, 20)):
        ((_, answer),) = answered(small.school, [teacher], day)[0].answers
        outcomes.append(answer.outcome)

    assert outcomes == [Outcome.BLOCKED, Outcome.MET]
    assert [version.number for version in rules_in_force(small.school, date(2026, 10, 20))] == [2]


def test_rules_that_are_ended_hold_no_more(small, office):
    version = put_rules_in_force(
        small.school, PACK, {"strict": "one"}, first=date(2026, 9, 1), by=office, at=NOW
    )

    end_rules(version, last=date(2026, 9, 30))

    assert rules_in_force(small.school, date(2026, 10, 1)) == []


@pytest.mark.parametrize(
    ("text", "choices"), [(PACK, {}), (PACK.replace("years: 3", "yeers: 3"), {"strict": "one"}), ("a: [", {})]
)
def test_rules_with_open_choices_or_faults_are_refused_with_their_place(small, office, text, choices):
    with pytest.raises(DevelopmentRefused):
        put_rules_in_force(small.school, text, choices, first=TODAY, by=office, at=NOW)


def test_the_default_pack_of_the_library_answers_for_everybody(small, office):
    text = pack_path("default").read_text(encoding="utf-8")
    put_rules_in_force(small.school, text, {}, first=date(2026, 9, 1), by=office, at=NOW)

    found = answered(small.school, list(small.teachers.values()), TODAY)

    assert len(found) == len(small.teachers)
    assert all(each.answers for each in found)


def test_what_the_dossier_lacks_is_unknown_until_it_is_confirmed_to_be_complete(teacher, office):
    assert person_of(teacher, TODAY).training is None

    put(teacher, "confirmation", "档案已核全", by=office, content={"code": "dossier_complete"})

    assert person_of(teacher, TODAY).training == ()


def test_a_no_is_not_certain_before_the_dossier_is_confirmed_to_be_complete(small, teacher, office):
    rules = (
        PACK[: PACK.index("settings:")]
        + """rules:
  - code: honoured
    name: 近三年市级荣誉
    name_en: honoured
    kind: serve
    when: {kind: honour, honours: [excellent], level: city, within_years: 3, name: 优秀班主任, name_en: excellent}
  - code: trained
    name: 学时
    name_en: hours
    kind: hours
    when: {kind: training, training: [centralised], unit: hours, at_least: 20, name: 集中培训, name_en: training}
"""
    )
    put_rules_in_force(small.school, rules, {}, first=date(2026, 9, 1), by=office, at=NOW)
    put(teacher, "honour", by=office, content={"honour": "excellent", "level": "school"})
    put(teacher, "training", by=office, content={"training": "centralised", "hours": 14})

    def outcomes():
        return [answer.outcome for _, answer in answered(small.school, [teacher], TODAY)[0].answers]

    assert outcomes() == [Outcome.UNKNOWN, Outcome.UNKNOWN]

    put(teacher, "confirmation", "档案已核全", by=office, content={"code": "dossier_complete"})

    assert outcomes() == [Outcome.BLOCKED, Outcome.BLOCKED]
