"""Rulings on appeals: told to the appellant, and to those whose records were in question."""

from __future__ import annotations

from typing import TYPE_CHECKING

from banheng.assessment.models import Ruling
from banheng.notices.kinds import RULED, RULED_RECORD
from banheng.notices.sources.appeals import link_to
from banheng.notices.sources.news import LONGEST_TRANSACTION, News, Source
from banheng.notices.sources.records import link_to as link_to_record
from banheng.notices.sources.sheets import said_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.db.models import QuerySet

    from banheng.ledger.models import Record
    from banheng.notices.sources.looking import Looking
    from banheng.schools.models import School


def _rows(school: School) -> QuerySet[Ruling]:
    rulings = Ruling.objects.filter(appeal__school=school)
    related = (
        "appeal__school",
        "appeal__sheet__school",
        "appeal__sheet__version",
        "appeal__by",
        "appeal__record",
    )
    return rulings.select_related(*related).defer("appeal__sheet__results")


def _news(ruling: Ruling, look: Looking) -> Iterator[News]:
    appeal = ruling.appeal
    outcome = f"{appeal.number} {ruling.get_outcome_display()}\n{ruling.reason}"
    yield News(RULED, str(ruling.pk), link_to(appeal), [appeal.by], said_of(appeal.sheet), outcome)
    for record in _in_question(ruling):
        if record.recorder not in {None, ruling.by, appeal.by}:
            text = f"{look.words(record)}\n{ruling.get_outcome_display()}"
            about = f"{ruling.pk}:{record.pk}"
            yield News(RULED_RECORD, about, link_to_record(record), [record.recorder], text=text)


def _in_question(ruling: Ruling) -> list[Record]:
    """List the records that the appeal named or the ruling voided."""
    voids = ruling.records.filter(voids__isnull=False).select_related("voids__school", "voids__recorder")
    found = {void.voids for void in voids}
    if ruling.appeal.record is not None:
        found.add(ruling.appeal.record)
    return sorted(found, key=lambda record: record.sequence)


RULINGS = Source("ruling", _rows, "pk", "at", LONGEST_TRANSACTION, _news)
