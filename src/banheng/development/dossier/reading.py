"""The dossier of a teacher as it is read: what the school knows, and what was entered, by chapter and day."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from banheng.core.points import format_units, parse_units
from banheng.development.dossier.asking import say_content
from banheng.development.dossier.counting import counts
from banheng.development.dossier.vocabulary import vocabulary_of
from banheng.development.models import Fact
from banheng.eligibility.records import UNIT_NAMES
from banheng.eligibility.spans import window_start
from banheng.honours.models import Honour
from banheng.ledger.language import request_language
from banheng.schools.models import ClassYear, Posting

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from django.utils.functional import _StrPromise

    from banheng.development.dossier.vocabulary import Vocabulary
    from banheng.schools.models import Staff

Kind = Fact.Kind
RECENT_YEARS = 5
"""For a glance only, as centralised training is reckoned (Source: 001-X-09); what is asked for, the rules say."""


class State(StrEnum):
    """Where an entry stands."""

    KNOWN = "known"  # the site knows it from its own work
    CONFIRMED = "confirmed"
    WAITING = "waiting"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class Line:
    """One entry.

    Attributes:
        until: None if it still holds, or happened on a day.
        details: the content in words.
        fact: None where the site knows it without an entry.
    """

    since: date
    until: date | None
    name: str
    details: str
    proof: str
    source: str
    state: State
    fact: Fact | None = None

    @property
    def counts(self) -> bool:
        """Tell whether it counts in a scheme."""
        return self.fact is not None and counts(self.fact)


@dataclass(frozen=True, slots=True)
class Chapter:
    """Entries that belong together, the latest first."""

    title: _StrPromise
    kinds: tuple[Fact.Kind, ...]
    lines: Sequence[Line]


@dataclass(frozen=True, slots=True)
class Hours:
    """What was trained of a kind.

    Attributes:
        recent, total: as texts with their unit, of the last five years and altogether.
    """

    training: str
    recent: str
    total: str


CHAPTERS: tuple[tuple[_StrPromise, tuple[Fact.Kind, ...]], ...] = (
    (_("任职经历"), (Kind.POST,)),
    (_("任教、资格和职称"), (Kind.TEACHING, Kind.QUALIFICATION, Kind.RANK)),
    (_("班主任资格证书"), (Kind.CERTIFICATE,)),
    (_("培训"), (Kind.TRAINING,)),
    (_("师徒结对"), (Kind.PAIR,)),
    (_("名班主任工作室"), (Kind.STUDIO,)),
    (_("教研成果"), (Kind.RESEARCH,)),
    (_("荣誉和称号"), (Kind.HONOUR, Kind.TITLE)),
    (_("年度考核"), (Kind.RESULT,)),
    (_("条件认定和数据"), (Kind.CONFIRMATION, Kind.FIGURE)),
    (_("问题认定"), (Kind.INCIDENT,)),
)


def chapters_of(staff: Staff, at: date, *, with_incidents: bool) -> list[Chapter]:
    """Give the dossier of a teacher.

    Args:
        with_incidents: incidents are for the teacher, the office and the principal.
    """
    vocabulary = vocabulary_of(staff.school, at)
    facts = staff.facts.select_related("counted_as__voided_by", "confirmed_by", "entered_by")
    lines: defaultdict[Fact.Kind, list[Line]] = defaultdict(list)
    for fact in facts:
        lines[Kind(fact.kind)].append(_line(fact, vocabulary))
    lines[Kind.POST] += _postings(staff)
    lines[Kind.HONOUR] += _honours(staff)
    return [
        Chapter(
            title,
            kinds,
            sorted(
                (line for kind in kinds for line in lines[kind]), key=lambda line: line.since, reverse=True
            ),
        )
        for title, kinds in CHAPTERS
        if with_incidents or Kind.INCIDENT not in kinds
    ]


def _line(fact: Fact, vocabulary: Vocabulary) -> Line:
    if fact.withdrawn_at is not None:
        state = State.WITHDRAWN
    else:
        state = State.CONFIRMED if fact.confirmed_at is not None else State.WAITING
    return Line(
        fact.since,
        fact.until,
        fact.name,
        say_content(Kind(fact.kind), fact.content, vocabulary),
        fact.proof,
        fact.get_source_display(),
        state,
        fact,
    )


def _postings(staff: Staff) -> Iterator[Line]:
    """Give the spans with a class, and those as a homeroom teacher before the roster begins."""
    postings = list(staff.postings.select_related("school_class").order_by("first"))
    years = ClassYear.objects.filter(school_class__in={posting.school_class_id for posting in postings})
    named = list(years.select_related("academic_year"))
    source = gettext("花名册")
    for posting in postings:
        names = [
            each.name
            for each in named
            if each.school_class_id == posting.school_class_id
            and each.academic_year.first <= (posting.last or each.academic_year.first)
            and posting.first <= each.academic_year.last
        ]
        name = f"{posting.get_role_display()}　{'、'.join(names) or posting.school_class.code}"
        yield Line(posting.first, posting.last, name, "", posting.reason, source, State.KNOWN)
    since = staff.homeroom_since
    first = min((each.first for each in postings if each.role == Posting.Role.HOMEROOM_TEACHER), default=None)
    if since is not None and (first is None or since < first):
        until = first and first - timedelta(days=1)
        yield Line(since, until, gettext("班主任（此前）"), "", "", source, State.KNOWN)


def _honours(staff: Staff) -> Iterator[Line]:
    awarded = Honour.objects.filter(staff=staff, state=Honour.State.AWARDED, revoked_at=None)
    for honour in awarded.exclude(decided_at=None):
        assert honour.decided_at is not None  # noqa: S101 - excluded above
        day = timezone.localdate(honour.decided_at)
        details = gettext("%(label)s：%(value)s") % {"label": gettext("级别"), "value": gettext("校级")}
        proof = honour.number and gettext("证书编号：%(number)s") % {"number": honour.number}
        yield Line(day, day, honour.name, details, proof, gettext("学校授予"), State.KNOWN)


def hours_of(staff: Staff, at: date) -> list[Hours]:
    """Add up the confirmed training by kind, in each unit in which it is reckoned."""
    vocabulary = vocabulary_of(staff.school, at)
    words = dict(vocabulary.words(Kind.TRAINING, "training"))
    facts = staff.facts.filter(
        kind=Kind.TRAINING, withdrawn_at=None, confirmed_at__isnull=False, since__lte=at
    )
    since = window_start(at, RECENT_YEARS)  # as the rules count the last years
    recent: defaultdict[str, defaultdict[str, int]] = defaultdict(lambda: defaultdict(int))
    total: defaultdict[str, defaultdict[str, int]] = defaultdict(lambda: defaultdict(int))
    for fact in facts:
        code = str(fact.content["training"])
        for unit in UNIT_NAMES:
            units = parse_units(str(fact.content.get(unit) or 0))
            day = fact.until or fact.since
            if day <= at:
                total[code][unit] += units
                recent[code][unit] += units if day >= since else 0
    return [
        Hours(
            words.get(code) or vocabulary.name(Kind.TRAINING, "training", code),
            _amounts(recent[code]),
            _amounts(total[code]),
        )
        for code in sorted(total)
    ]


def _amounts(units: dict[str, int]) -> str:
    language = request_language()
    said = [
        f"{format_units(units[unit])} {name.say(language)}"
        for unit, name in UNIT_NAMES.items()
        if units[unit]
    ]
    return "，".join(said).replace("(s)", "s") or "—"
