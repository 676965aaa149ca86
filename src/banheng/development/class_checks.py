"""Answer the rules in force about classes and the school: one homeroom teacher each; what is held in turn."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Max, Q
from django.utils import timezone

from banheng.development.models import Fact
from banheng.development.rule_packs import rules_in_force
from banheng.eligibility.evaluating import evaluate
from banheng.eligibility.facts import About, Person
from banheng.honours.models import Honour
from banheng.schools.classes import classes_on
from banheng.schools.models import Posting

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from banheng.development.models import RulesVersion
    from banheng.eligibility.answer import Answer
    from banheng.schools.models import ClassYear, School

IN_POST = (Posting.Role.HOMEROOM_TEACHER, Posting.Role.SUBSTITUTE)
"""Where there is no homeroom teacher, whoever stands in counts as one."""


@dataclass(frozen=True, slots=True)
class CheckedClass:
    """A class with who has it, and what the rules say of that."""

    class_year: ClassYear
    postings: Sequence[Posting]
    answers: Sequence[tuple[RulesVersion, Answer]]


def classes_checked(school: School, at: date) -> list[CheckedClass]:
    """Answer the rules about classes for all classes of a day, those in internships among them."""
    versions = [
        version
        for version in rules_in_force(school, at)
        if any(rule.about is About.CLASS for rule in version.rules.rules)
    ]
    held: defaultdict[int, list[Posting]] = defaultdict(list)
    postings = Posting.objects.filter(
        Q(last=None) | Q(last__gte=at), school_class__school=school, first__lte=at, role__in=IN_POST
    )
    for posting in postings.select_related("staff").order_by("role", "first"):
        held[posting.school_class_id].append(posting)
    return [
        CheckedClass(
            each,
            own := held[each.school_class_id],
            [
                (version, answer)
                for version in versions
                for answer in evaluate(version.rules, _class(each, own), at)
            ],
        )
        for each in classes_on(school, at)
    ]


def school_checked(school: School, at: date) -> list[tuple[RulesVersion, Answer]]:
    """Answer the rules about the school itself: whether honours, training and the like are due again."""
    person = Person(name=school.code, about=About.AUTHORITY, dates=_last_days(school, at))
    return [
        (version, answer)
        for version in rules_in_force(school, at)
        for answer in evaluate(version.rules, person, at)
    ]


def _last_days(school: School, at: date) -> dict[str, date]:
    """Give the last day of what the school is known to have held, by the event that rules name."""
    days: dict[str, date] = {}
    awarded = Honour.objects.filter(school=school, state=Honour.State.AWARDED, staff__isnull=False)
    if last := awarded.filter(decided_at__date__lte=at).aggregate(last=Max("decided_at"))["last"]:
        days["school_honours"] = timezone.localdate(last)
    for event, training in HELD.items():
        facts = Fact.objects.filter(
            staff__school=school,
            kind=Fact.Kind.TRAINING,
            content__training=training,
            withdrawn_at=None,
            confirmed_at__isnull=False,
            since__lte=at,
        )
        if last := facts.aggregate(last=Max("since"))["last"]:
            days[event] = last
    return days


HELD = {"pre_service_training": "pre_service", "in_post_training": "post_training"}
"""Events that are known by the training that teachers of the school took."""


def _class(class_year: ClassYear, postings: Sequence[Posting]) -> Person:
    teachers = {posting.staff_id for posting in postings if posting.role == Posting.Role.HOMEROOM_TEACHER}
    if not teachers:
        teachers = {posting.staff_id for posting in postings}
    return Person(name=class_year.name, about=About.CLASS, figures={"homeroom_teachers": str(len(teachers))})
