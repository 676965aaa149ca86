"""What is known of teachers on a day, as the rules ask for it: the dossier, and what the site knows anyway."""

from __future__ import annotations

from collections import defaultdict
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from banheng.development.kinds import read
from banheng.development.models import Fact
from banheng.eligibility.facts import Honour, Level, Person, Post, Stage
from banheng.honours.models import Honour as Awarded
from banheng.schools.classes import classes_on
from banheng.schools.models import Posting, Staff

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from banheng.schools.models import School

DAY = timedelta(days=1)
MAY_LACK = frozenset({"qualifications", "honours", "titles", "ranks", "training", "pairs", "incidents"})
"""Sections in which something may be missing until the dossier is confirmed to be complete; posts stand in the roster, and
whoever has a certificate has the one that is recorded."""

COMPLETE = "dossier_complete"
"""Where this is confirmed, what the dossier does not have is none; otherwise it is unknown."""

SECTIONS: dict[Fact.Kind, str] = {
    Fact.Kind.QUALIFICATION: "qualifications",
    Fact.Kind.CERTIFICATE: "certificates",
    Fact.Kind.POST: "posts",
    Fact.Kind.HONOUR: "honours",
    Fact.Kind.TITLE: "titles",
    Fact.Kind.RANK: "ranks",
    Fact.Kind.TRAINING: "training",
    Fact.Kind.PAIR: "pairs",
    Fact.Kind.RESULT: "results",
    Fact.Kind.INCIDENT: "incidents",
}


def person_of(staff: Staff, at: date) -> Person:
    """Give what is known of a teacher on a day; `name` is the code."""
    return people_of(staff.school, [staff], at)[0]


def people_of(school: School, staff: Sequence[Staff], at: date) -> list[Person]:
    """Give what is known of teachers on a day, in their order, with a handful of queries for all of them.

    Rows are read without making models of them, which would take longer than the rules.
    """
    numbers = [each.pk for each in staff]
    facts = _by_staff(
        Fact.objects.filter(staff__in=numbers, since__lte=at, withdrawn_at=None, confirmed_at__isnull=False)
        .order_by("since", "pk")
        .values_list("staff_id", "kind", "since", "until", "content", named=True)
    )
    postings = _by_staff(
        Posting.objects.filter(staff__in=numbers, role=Posting.Role.HOMEROOM_TEACHER, first__lte=at)
        .order_by("first")
        .values_list("staff_id", "school_class_id", "first", "last", named=True)
    )
    awarded = _by_staff(
        Awarded.objects.filter(staff__in=numbers, state=Awarded.State.AWARDED, revoked_at=None).order_by(
            "decided_at"
        )
    )
    stages = {year.school_class_id: Stage(year.grade.stage) for year in classes_on(school, at)}
    return [
        Person(**_known(each, facts[each.pk], postings[each.pk], awarded[each.pk], stages, at))
        for each in staff
    ]


def _by_staff(found: Iterable[Any]) -> defaultdict[int, list[Any]]:
    grouped: defaultdict[int, list[Any]] = defaultdict(list)
    for each in found:
        grouped[each.staff_id].append(each)
    return grouped


def _known(
    staff: Staff,
    facts: Sequence[Fact],
    postings: Sequence[Posting],
    awarded: Sequence[Awarded],
    stages: dict[int, Stage],
    at: date,
) -> dict[str, Any]:
    """Assemble the parts; the site knows all postings, so that of service nothing is unknown."""
    known: dict[str, Any] = {"name": staff.code, "posts": _service(staff, postings)}
    held = [posting for posting in postings if posting.last is None or posting.last >= at]
    if held:
        known["stage"] = stages.get(held[-1].school_class_id)
    honours = [
        Honour(honour=each.code, level=Level.SCHOOL, on=each.decided_at.date())
        for each in awarded
        if each.decided_at is not None and each.decided_at.date() <= at
    ]
    if honours:
        known["honours"] = honours
    confirmed: dict[str, date] = {}
    figures: dict[str, str] = {}
    for fact in facts:
        kind, said = Fact.Kind(fact.kind), fact.content
        if kind is Fact.Kind.TEACHING:
            known.setdefault("teaching_since", fact.since)
        elif kind is Fact.Kind.CONFIRMATION:
            if fact.until is None or fact.until >= at:
                confirmed.setdefault(said["code"], fact.since)
        elif kind is Fact.Kind.FIGURE:
            figures[said["code"]] = said["value"]
        elif kind in SECTIONS and not (kind is Fact.Kind.TRAINING and (fact.until or fact.since) > at):
            known.setdefault(SECTIONS[kind], []).append(read(kind, fact.since, fact.until, said))
    if COMPLETE in confirmed:
        known = {section: [] for section in SECTIONS.values()} | known
    else:
        known["partial"] = MAY_LACK
    return known | {"confirmed": confirmed, "figures": figures}


def _service(staff: Staff, postings: Sequence[Posting]) -> list[Post]:
    """Give the spans as a homeroom teacher: those of the roster, and those before it."""
    since, first = staff.homeroom_since, postings[0].first if postings else None
    earlier = since is not None and (first is None or since < first)
    before = [Post(since=since, until=first and first - DAY)] if earlier else []
    return [*before, *(Post(since=posting.first, until=posting.last) for posting in postings)]
