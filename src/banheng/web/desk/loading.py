from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404

from banheng.accounts.roles import Permission
from banheng.assessment.computing import sheet_of
from banheng.assessment.periods import find_period
from banheng.core.errors import MalformedPeriod

if TYPE_CHECKING:
    from banheng.accounts.access import Access
    from banheng.assessment.models import ScoreSheet
    from banheng.assessment.periods import ScoredPeriod

DESK = (Permission.RUN_PERIODS, Permission.PUBLISH_RESULTS)


def load_period(access: Access, scheme: str, period: str) -> ScoredPeriod:
    """Give a period of the school by its codes.

    Raises:
        Http404: nothing is scored by those codes.
    """
    try:
        scored = find_period(access.school, scheme, period, access.day)
    except MalformedPeriod as malformed:
        raise Http404 from malformed
    if scored is None:
        raise Http404
    return scored


def load_sheet(access: Access, scheme: str, period: str) -> ScoreSheet:
    """Give the sheet that was computed of a period.

    Raises:
        Http404: nothing is scored by those codes, or it was never computed.
    """
    sheet = sheet_of(load_period(access, scheme, period))
    if sheet is None:
        raise Http404
    return sheet
