"""What a scheme gives if everybody has full marks: the dear end of what it can cost."""

from __future__ import annotations

from typing import TYPE_CHECKING

from banheng.rules.rule import Scored
from banheng.scoring.evidence import empty_evidence
from banheng.scoring.reference import conclude_sheet, judged_of, records_of, score_longer
from banheng.scoring.subjects import subjects_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from banheng.core.calendar import SchoolCalendar
    from banheng.core.periods import Period
    from banheng.schemes.scheme import Scheme
    from banheng.scoring.outcome import ScoreSheet
    from banheng.scoring.roster import Posting


def full_marks(
    scheme: Scheme, postings: Sequence[Posting], period: Period, calendar: SchoolCalendar
) -> ScoreSheet:
    """Score a period in which every item has its full points and nothing else was recorded.

    An item without full points has none. Equal totals rank alike, and ratings follow as the scheme says for ties.
    """
    if period.kind is not scheme.period:
        longer = next(longer for longer in scheme.longer_periods if longer.to is period.kind)
        pieces = period.split(longer.each or scheme.period, calendar)
        sheets = [full_marks(scheme, postings, piece, calendar) for piece in pieces]
        return score_longer(scheme, longer, sheets, postings, period, calendar)
    subjects = subjects_of(postings, period.whole_weeks(scheme.weeks))
    records = records_of(scheme, subjects, empty_evidence())
    judged = judged_of(subjects, records)
    scored = {item.code: [Scored(item.full_points or 0)] * len(judged) for item in scheme.items()}
    return conclude_sheet(scheme, subjects, records, scored, period, calendar)


def reaches_full_marks(sheet: ScoreSheet) -> bool:
    """Tell whether everybody has the full mark; not where it lies in what has no full points of its own."""
    full = sheet.scheme.full_total
    judged = [result for result in sheet.results if not result.subject.is_assistant]
    return all(result.total >= full for result in judged if "not_applicable" not in result.flags)
