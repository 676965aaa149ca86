"""Propose that somebody answers for something."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import gettext

from banheng.bureau.accountability.adopting import rules_on
from banheng.bureau.accountability.conflicts import refuse_proposing
from banheng.bureau.accountability.models import Proceeding
from banheng.bureau.errors import BureauRefused

if TYPE_CHECKING:
    from datetime import datetime

    from banheng.accounts.models import User
    from banheng.bureau.findings.models import Finding
    from banheng.schools.models import Bureau, Staff


def propose(
    bureau: Bureau,
    *,
    trigger: str,
    concerned: Staff,
    facts: str,
    finding: Finding | None,
    proposed: str,
    opinion: str,
    by: User,
    at: datetime,
) -> Proceeding:
    """Propose a proceeding, with a first opinion. Nothing follows from it before the committee has decided.

    Raises:
        BureauRefused: no policy is in force, it does not know the trigger or the sanction, the finding is of another
            school, the person answers for that finding already, or proposes it against themselves.
    """
    version = rules_on(bureau, timezone.localdate(at))
    if version is None:
        raise BureauRefused("no_rules", gettext("还没有启用责任追究制度。请先启用。"))
    if version.rules.trigger(trigger) is None or version.rules.sanction(proposed) is None:
        raise BureauRefused("unknown", gettext("制度里没有这种情形或处理方式。请从列表中选择。"))
    refuse_proposing(concerned, by)
    if finding is not None:
        if finding.school_id != concerned.school_id:
            raise BureauRefused("other_school", gettext("这个问题不是当事人所在学校的。"))
        if Proceeding.objects.filter(finding=finding, concerned=concerned).exists():
            raise BureauRefused("twice", gettext("同一个问题已经对这个人提出过，不能重复追究。"))
    return Proceeding.objects.create(
        bureau=bureau,
        school=concerned.school,
        rules_version=version,
        trigger=trigger,
        concerned=concerned,
        facts=facts.strip(),
        finding=finding,
        proposed=proposed,
        opinion=opinion.strip(),
        proposed_by=by,
        proposed_at=at,
    )
