"""Close a survey: what of it may be shown is made once, what it counts as goes to the ledger, the sheets are deleted."""

from __future__ import annotations

import random
import secrets
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext
from uuid_utils.compat import uuid7

from banheng.core.points import format_units
from banheng.core.rounding import divide
from banheng.duties.sealing import seal, unseal
from banheng.ledger.desk import Entry
from banheng.ledger.language import request_language
from banheng.ledger.models import Record
from banheng.ledger.recording import record as append_records
from banheng.questionnaires.attacking import attack
from banheng.questionnaires.instrument import Group
from banheng.questionnaires.publishing import Publication, publish
from banheng.questionnaires.results import marks
from banheng.questionnaires.spreading import spread
from banheng.surveys.counting import survey_items
from banheng.surveys.errors import SurveyRefused
from banheng.surveys.models import Survey
from banheng.surveys.sheets import cuts_of, invited_to, sheets_of

if TYPE_CHECKING:
    from datetime import date, datetime

    from banheng.accounts.models import User
    from banheng.questionnaires.sheets import Sheet


def close(survey: Survey, *, by: User, at: datetime) -> list[str]:
    """Close a survey for good; give the sentences of what the ledger refused.

    The publication is made and sealed, one record for each class and group goes to the ledger, the sheets are
    deleted. Nothing that names or orders single answers is left.

    Raises:
        SurveyRefused: it is closed already, is not over yet and not everybody has answered, or an attacker could
            tell somebody's answer from the publication.
    """
    today = timezone.localdate(at)
    with transaction.atomic():
        now = Survey.objects.select_for_update().select_related("school").get(pk=survey.pk)
        if now.closed_at is not None:
            raise SurveyRefused("closed", gettext("调查已经结束。"))
        if (last := waits_until(now, today)) is not None:
            raise SurveyRefused(
                "not_over",
                gettext("%(last)s 截止，还有人没有作答，不能提前结束。") % {"last": last.isoformat()},
            )
        # an answer on its way is in, or finds the survey closed
        list(now.rights.select_for_update().values_list("pk"))
        instrument, sheets = spread(now.instrument, sheets_of(now))
        invited = invited_to(now)
        chance = random.Random(secrets.randbits(128))  # noqa: S311 - seeded from the system's own
        publication = publish(instrument, sheets, invited, chance, cuts=cuts_of(now))
        if leaks := attack(publication, instrument, sheets, invited):
            said = " ".join(leak.say(request_language()) for leak in leaks)
            raise SurveyRefused(
                "leaks", gettext("这样汇总会看出个别人的答案，没有结束：%(leaks)s") % {"leaks": said}
            )
        refused = _count_in(now, publication, sheets, by=by, at=at)
        now.sheets.all().delete()
        now.publication = seal(publication.model_dump(mode="json"))
        now.closed_at = at
        now.save(update_fields=["publication", "closed_at"])
    return refused


def waits_until(survey: Survey, day: date) -> date | None:
    """Give the last day on which somebody may still answer; none if it is over, or everybody has answered."""
    unused = survey.rights.filter(used=False)
    last = unused.filter(until__gte=day).aggregate(Max("until"))["until__max"]
    if day <= survey.last and unused.exists():
        return max(survey.last, last or survey.last)
    return last


def show_results(survey: Survey, *, at: datetime) -> None:
    """Open the results to those concerned.

    Raises:
        SurveyRefused: it is not closed yet.
    """
    if survey.closed_at is None:
        raise SurveyRefused("not_closed", gettext("调查还没有结束，不能公开结果。"))
    Survey.objects.filter(pk=survey.pk, shown_at=None).update(shown_at=at)


def results(survey: Survey) -> Publication | None:
    """Give what may be shown; None before the survey is closed."""
    return None if survey.publication is None else Publication.model_validate(unseal(survey.publication))


def _count_in(
    survey: Survey, publication: Publication, sheets: list[Sheet], *, by: User, at: datetime
) -> list[str]:
    """Append what each group said about each class as one record: the published mean with the number of answers.

    Where the published mean is a range, so that unanimity does not show, its middle counts: an exact figure in the
    ledger would tell what the publication hides. Groups whose mean is not shown write none; the scheme leaves them
    out of the denominator. The own rating has one known giver, and counts as it is.
    """
    if not survey.item:
        return []
    _, rule = survey_items(survey.school, survey.last).get(survey.item, ("", None))
    if rule is None:
        return [gettext("方案里已没有这个考核项，没有计入。")]
    if rule.levels is not None:
        return [gettext("这个考核项按等级计分，问卷的平均分不能计入；请德育处登记。")]
    means = {
        (cell.receiver, cell.group): (cell.number, divide(cell.mean.low + cell.mean.high, 2))
        for cell in publication.cells
        if cell.number and cell.mean
    }
    for (receiver, group), counted in marks(survey.instrument, sheets).items():
        if group is Group.SELF:
            means[receiver, group] = (1, counted[0][0])
    entries = [
        Entry(
            id=uuid7(),
            day=min(survey.last, timezone.localdate(at)),
            school_class=receiver,
            item=survey.item,
            event=survey.events[group.value],
            quantity=str(number),
            value=format_units(mean),
            note=survey.title,
        )
        for (receiver, group), (number, mean) in means.items()
        if survey.events.get(group.value) in rule.groups
    ]
    outcomes = append_records(survey.school, entries, by=by, at=at, source=Record.Source.SURVEY)
    return list(dict.fromkeys(outcome.refusal.reason for outcome in outcomes if outcome.refusal))
