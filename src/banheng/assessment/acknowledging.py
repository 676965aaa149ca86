"""Let a teacher confirm that the result has reached them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext

from banheng.assessment.errors import SheetRefused
from banheng.assessment.models import Acknowledgement

if TYPE_CHECKING:
    from datetime import datetime

    from banheng.accounts.models import User
    from banheng.assessment.models import FrozenSheet


def acknowledge(edition: FrozenSheet, *, by: User, at: datetime) -> Acknowledgement:
    """Confirm that the account's own result was seen; doing it again changes nothing.

    Source: 000-C-21, 000-K-14

    Raises:
        SheetRefused: the edition has no result of theirs.
    """
    if by.staff is None or by.staff.code not in scored_teachers(edition):
        raise SheetRefused("not_scored", gettext("这份结果里没有您的成绩。"))
    made, _ = Acknowledgement.objects.get_or_create(
        edition=edition, staff=by.staff, defaults={"by": by, "at": at}
    )
    return made


def scored_teachers(edition: FrozenSheet) -> set[str]:
    """Give the codes of the teachers who have a result in an edition."""
    return {row["teacher"] for row in edition.results["results"] if row["teacher"]}
