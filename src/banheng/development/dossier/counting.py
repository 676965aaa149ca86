"""Let a fact of the dossier count in the scheme in force: as one record of the ledger, and once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext
from uuid_utils.compat import uuid7

from banheng.development.errors import DevelopmentRefused
from banheng.development.models import Fact
from banheng.ledger.desk import LONGEST_NOTE, Entry
from banheng.ledger.errors import RecordRefused
from banheng.ledger.models import Record
from banheng.ledger.recording import record
from banheng.policies.in_force import scheme_of, versions_in_force
from banheng.schools.models import Posting
from banheng.spreadsheets.dictionary import DECISION, headings_of

if TYPE_CHECKING:
    from datetime import date, datetime

    from banheng.accounts.models import User
    from banheng.schools.models import School
    from banheng.spreadsheets.dictionary import Heading

COUNTABLE = frozenset(
    {
        Fact.Kind.CERTIFICATE,
        Fact.Kind.HONOUR,
        Fact.Kind.TITLE,
        Fact.Kind.TRAINING,
        Fact.Kind.PAIR,
        Fact.Kind.STUDIO,
        Fact.Kind.RESEARCH,
    }
)
"""What a scheme may give points for."""


def headings_for(school: School, day: date) -> list[Heading]:
    """List the items under which a fact of a day may count, as the schemes in force then have them."""
    found: dict[str, Heading] = {}
    for version in versions_in_force(school, day):
        for heading in headings_of(scheme_of(version)):
            if heading.item is not None and heading.code != DECISION:
                found.setdefault(heading.code, heading)
    return list(found.values())


def counts(fact: Fact) -> bool:
    """Tell whether a record that stands in the ledger makes a fact count; a voided one frees it."""
    return fact.counted_as is not None and not hasattr(fact.counted_as, "voided_by")


@transaction.atomic
def count_fact(
    fact: Fact,
    *,
    item: str,
    event: str = "",
    level: str = "",
    value: str = "",
    day: date,
    by: User,
    at: datetime,
) -> Record:
    """Append a fact to the ledger under an item of the scheme in force, in the name of the class of that day.

    Raises:
        DevelopmentRefused: it counts already, waits, is withdrawn, or is of a kind that earns no points.
        RecordRefused: the ledger does not take it.
    """
    locked = Fact.objects.select_for_update(of=("self",)).select_related("staff__school").get(pk=fact.pk)
    if counts(locked):
        raise DevelopmentRefused("counted_twice", gettext("这一条已经计入考核，不能再计一次。"))
    if locked.withdrawn_at is not None or locked.confirmed_at is None:
        raise DevelopmentRefused("not_confirmed", gettext("只有已核实、没有撤销的材料可以计入考核。"))
    if locked.kind not in COUNTABLE:
        raise DevelopmentRefused("not_countable", gettext("这一类材料不计入考核。"))
    school = locked.staff.school
    entry = Entry(
        id=uuid7(),
        day=day,
        item=item,
        event=event,
        level=level,
        value=value,
        staff=locked.staff.code,
        school_class=_class_of(locked, day),
        project=locked.name[:PROJECT] if _needs_project(school, day, item, event, level) else "",
        note=" ".join(filter(None, [locked.name, locked.proof]))[:LONGEST_NOTE],
    )
    (outcome,) = record(school, [entry], by=by, at=at, source=Record.Source.OFFICE)
    if outcome.record is None:
        raise outcome.refusal or RecordRefused("refused", gettext("台账没有接收这一条。"))
    locked.counted_as = outcome.record
    locked.save(update_fields=["counted_as"])
    return outcome.record


PROJECT = 100


def _class_of(fact: Fact, day: date) -> str:
    held = Posting.objects.filter(
        Q(last=None) | Q(last__gte=day),
        staff=fact.staff_id,
        role=Posting.Role.HOMEROOM_TEACHER,
        first__lte=day,
    )
    return held.order_by("-first").values_list("school_class__code", flat=True).first() or ""


def _needs_project(school: School, day: date, item: str, event: str, level: str) -> bool:
    for heading in headings_for(school, day):
        if heading.code == item:
            entry = heading.by_codes.get((event, level))
            return entry is not None and entry.needs_project
    return False
