"""Who may not decide, because they proposed it or are concerned."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext

from banheng.bureau.errors import BureauRefused

if TYPE_CHECKING:
    from banheng.accounts.models import User
    from banheng.bureau.accountability.models import Proceeding
    from banheng.schools.models import Staff


def refuse_judging(proceeding: Proceeding, user: User | None, name: str) -> None:
    """Refuse somebody who would decide in their own cause.

    Raises:
        BureauRefused: they are concerned, work at the school concerned, or proposed it.
    """
    concerned, proposer = proceeding.concerned, proceeding.proposed_by
    is_concerned = name == concerned.name or (user is not None and user.staff_id == concerned.pk)
    if is_concerned:
        raise BureauRefused("concerned", gettext("%(name)s是当事人，不能参加决定。") % {"name": name})
    if name == str(proposer) or user == proposer:
        raise BureauRefused("proposer", gettext("%(name)s提出了初步意见，不能参加决定。") % {"name": name})
    if user is not None and user.staff is not None and user.staff.school_id == proceeding.school_id:
        raise BureauRefused("colleague", gettext("%(name)s是当事人的同校人员，应当回避。") % {"name": name})


def refuse_proposing(concerned: Staff, user: User) -> None:
    """Refuse somebody who would propose in their own cause.

    Raises:
        BureauRefused: they are concerned.
    """
    if user.staff_id == concerned.pk:
        raise BureauRefused("concerned", gettext("当事人不能对自己提出意见。请由教育局提出。"))
