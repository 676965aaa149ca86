"""Play the attacker with all that is kept and shown of a survey: can an answer be linked to a person?

Pages and files of results are made of the publication alone, so that whoever attacks it attacks them all. What else is
kept is looked through for a way from a right to an answer: sheets that should be gone, records that the publication
does not bear out, logs that tell who answered when.
"""

from __future__ import annotations

import random
import re
from collections import Counter
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING
from urllib.parse import unquote_plus

from banheng.core.points import UNITS
from banheng.core.rounding import divide
from banheng.core.wording import Wording
from banheng.ledger.models import Record
from banheng.questionnaires.attacking import attack
from banheng.questionnaires.instrument import Group
from banheng.questionnaires.leak import Leak
from banheng.questionnaires.publishing import publish
from banheng.questionnaires.results import by_asked
from banheng.questionnaires.spreading import spread
from banheng.surveys.closing import results
from banheng.surveys.models import Survey
from banheng.surveys.opening import digest_of
from banheng.surveys.sheets import SCHOOL, cuts_of, invited_to, sheets_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import datetime

    from banheng.core.wording import Language
    from banheng.questionnaires.publishing import Publication
    from banheng.questionnaires.results import Asked

BY_SLIP = re.compile(r"/a/(?:\?code=)?([^\s/?&\"']+)")
BY_ACCOUNT = re.compile(r"/surveys/answer/(\d+)")


class Kept(StrEnum):
    """What is kept, by which an answer could be linked to a person."""

    NUMBERS = "numbers"
    SHEETS_LEFT = "sheets_left"
    NOT_DERIVED = "not_derived"
    LOGGED = "logged"


WORDINGS = {
    Kept.NUMBERS: Wording(
        "有 {number} 份答卷，却用了 {used} 份作答权",
        "there are {number} answer(s), and {used} right(s) were used",
    ),
    Kept.SHEETS_LEFT: Wording(
        "调查已结束，还留着 {number} 份答卷", "it is closed, and {number} sheet(s) are still kept"
    ),
    Kept.NOT_DERIVED: Wording(
        "台账第 {sequence} 条的数值不是由公布的结果得来的",
        "record {sequence} of the ledger does not follow from what is published",
    ),
    Kept.LOGGED: Wording(
        "日志 {file} 记下了 {number} 份作答权何时使用",
        "the log {file} tells when {number} right(s) were used",
    ),
}


@dataclass(frozen=True)
class Trace:
    """Something kept that should not be; it has the attributes of a `Leak`, empty if it is about the whole survey."""

    how: Kept
    figures: Mapping[str, object] = field(default_factory=dict)
    receiver: str = ""
    group: Group | None = None
    question: str = ""

    def say(self, language: Language) -> str:
        """Word it for whoever audits."""
        return WORDINGS[self.how].say(language, **self.figures)


def audit(survey: Survey, logs: Mapping[str, Iterable[str]] | None = None) -> list[Leak | Trace]:
    """Try to link answers to people; while the survey is open, by what would be published now.

    Args:
        logs: the lines of logs by the name of the file.

    Raises:
        WorkRefused: no key fits what is sealed.
    """
    found = list(_of_open(survey) if survey.closed_at is None else _of_closed(survey, survey.closed_at))
    return found + [trace for file, lines in (logs or {}).items() for trace in _logged(survey, file, lines)]


def _of_open(survey: Survey) -> Iterator[Leak | Trace]:
    before = _used(survey)
    instrument, sheets = spread(survey.instrument, sheets_of(survey))
    invited = invited_to(survey)
    numbers = dict.fromkeys(invited, 0) | {asked: len(ours) for asked, ours in by_asked(sheets).items()}
    # somebody may have answered while the sheets were read
    yield from _numbers(numbers, before, _used(survey))
    chance = random.Random()  # noqa: S311 - what is made here is shown to nobody
    publication = publish(instrument, sheets, invited, chance, cuts=cuts_of(survey))
    yield from attack(publication, instrument, sheets, invited, earlier=_others(survey))


def _of_closed(survey: Survey, at: datetime) -> Iterator[Leak | Trace]:
    if left := survey.sheets.count():
        yield Trace(Kept.SHEETS_LEFT, {"number": left})
    publication = results(survey)
    if publication is None:
        return
    numbers = {
        (cell.receiver, cell.group): cell.number for cell in publication.cells if cell.number is not None
    }
    yield from _numbers(numbers, used := _used(survey), used)
    instrument, _ = spread(survey.instrument, [])
    yield from attack(publication, instrument, None, invited_to(survey), earlier=_others(survey))
    yield from _not_derived(survey, publication, at)


def _others(survey: Survey) -> list[Publication]:
    """Give what is published of the same questionnaire, answered in days that overlap: its people are the same."""
    others = Survey.objects.filter(
        school=survey.school, first__lte=survey.last, last__gte=survey.first, closed_at__isnull=False
    ).exclude(pk=survey.pk)
    if survey.closed_at is not None:
        others = others.filter(closed_at__lte=survey.closed_at)
    same = [other for other in others if other.instrument.instrument == survey.instrument.instrument]
    return [publication for other in same if (publication := results(other)) is not None]


def _used(survey: Survey) -> Counter[Asked]:
    rights = survey.rights.filter(used=True).values_list("school_class__code", "group")
    return Counter((code or SCHOOL, Group(group)) for code, group in rights)


def _numbers(numbers: Mapping[Asked, int], before: Counter[Asked], after: Counter[Asked]) -> Iterator[Trace]:
    """Compare answers with used rights: one each."""
    for asked, number in numbers.items():
        if not before[asked] <= number <= after[asked]:
            receiver, group = asked
            yield Trace(
                Kept.NUMBERS, {"number": number, "used": after[asked]}, receiver=receiver, group=group
            )


def _not_derived(survey: Survey, publication: Publication, at: datetime) -> Iterator[Trace]:
    """Find records that say more than the publication; the own rating has a known author."""
    expected: Counter[tuple[str, str | None, int, int | None]] = Counter(
        (
            cell.receiver,
            survey.events.get(cell.group.value),
            cell.number * UNITS,
            divide(cell.mean.low + cell.mean.high, 2),
        )
        for cell in publication.cells
        if cell.number and cell.mean
    )
    records = Record.objects.filter(
        school=survey.school,
        source=Record.Source.SURVEY,
        item=survey.item,
        recorded_at=at,
    ).select_related("school_class")
    for record in records:
        receiver = record.school_class.code if record.school_class else SCHOOL
        said = (receiver, record.event, record.quantity, record.value)
        if expected[said]:
            expected[said] -= 1
        elif not (record.event == survey.events.get(Group.SELF.value) and record.quantity == UNITS):
            yield Trace(Kept.NOT_DERIVED, {"sequence": record.sequence}, receiver=receiver)


def _logged(survey: Survey, file: str, lines: Iterable[str]) -> Iterator[Trace]:
    """Look for addresses at which somebody answered: with the time beside them they tell who came when."""
    rights = survey.rights.values_list("pk", "digest", "user")
    slips = {digest for _, digest, _ in rights if digest}
    accounts = {str(pk) for pk, _, user in rights if user}
    seen: set[str] = set()
    for line in lines:
        seen |= {digest_of(unquote_plus(code)) for code in BY_SLIP.findall(line)} & slips
        seen |= accounts.intersection(BY_ACCOUNT.findall(line))
    if seen:
        yield Trace(Kept.LOGGED, {"file": file, "number": len(seen)})
