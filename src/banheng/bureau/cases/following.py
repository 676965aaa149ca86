"""Follow a pupil who stays away: open a case, take steps, end it, and delete it when its time has come."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext

from banheng.accounts.bureau_access import with_those_below
from banheng.accounts.models import RoleGrant
from banheng.accounts.models.role_grant import held_on
from banheng.accounts.roles import PERMISSIONS, Permission, Role
from banheng.bureau.cases.models import Case, CaseLook, CaseStep, Limit, StepKind
from banheng.bureau.errors import BureauRefused
from banheng.duties.sealing import reseal, seal, unseal

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime

    from banheng.accounts.models import User
    from banheng.schools.models import Bureau, School

SCHOOL_SIDE = (Permission.REPORT_DATA, Permission.SUBMIT_DATA)


def set_limit(bureau: Bureau, *, kind: str, days: int, basis: str) -> None:
    """Say within how many days a step is to be taken; cases that are open keep their days."""
    Limit.objects.update_or_create(bureau=bureau, kind=kind, defaults={"days": days, "basis": basis.strip()})


def open_case(
    school: School, *, away_since: date, content: Mapping[str, Any], by: User, at: datetime
) -> Case:
    """Open a case; its first step is the report to the bureau.

    Raises:
        BureauRefused: the day lies in the future, or the school has no bureau.
    """
    today = timezone.localdate(at)
    if away_since > today:
        raise BureauRefused("future", gettext("没有到校的日期不能晚于今天。"))
    if school.bureau is None:
        raise BureauRefused("no_bureau", gettext("学校还没有归属教育局，请系统管理员设置。"))
    limits = {
        limit.kind: (away_since + timedelta(days=limit.days)).isoformat()
        for limit in Limit.objects.filter(bureau=school.bureau)
    }
    with transaction.atomic():
        taken = Case.objects.filter(school=school, opened_at__year=today.year).count()
        case = Case.objects.create(
            school=school,
            number=f"{today.year}-{taken + 1:03d}",
            sealed=seal(dict(content)),
            away_since=away_since,
            limits=limits,
            opened_by=by,
            opened_at=at,
        )
        take_step(case, kind=StepKind.REPORTED, day=today, text="", by=by, at=at)
    return case


def take_step(case: Case, *, kind: str, day: date, text: str, by: User, at: datetime) -> CaseStep:
    """Note that a step was taken.

    Raises:
        BureauRefused: the case is closed, or the day lies in the future or before the pupil stayed away.
    """
    _refuse_closed(case)
    if not case.away_since <= day <= timezone.localdate(at):
        raise BureauRefused("day", gettext("日期要在没有到校那天以后、今天以前。"))
    return CaseStep.objects.create(case=case, kind=kind, day=day, sealed=seal(text.strip()), by=by, at=at)


def close_case(case: Case, *, result: str, text: str, by: User, at: datetime) -> None:
    """Register how a case ended.

    Raises:
        BureauRefused: it is closed, or nobody noted that the pupil is back or learns elsewhere.
    """
    _refuse_closed(case)
    if not case.steps.filter(kind=StepKind.RETURNED).exists():
        raise BureauRefused("not_back", gettext("请先登记返校或落实就学的情况，再销案。"))
    with transaction.atomic():
        take_step(case, kind=StepKind.REGISTERED, day=timezone.localdate(at), text=text, by=by, at=at)
        case.result, case.closed_on = result, timezone.localdate(at)
        case.save(update_fields=["result", "closed_on"])


def hand_to(case: Case, *, holder: User) -> None:
    """Say who of the bureau holds a case, and so sees it.

    Raises:
        BureauRefused: they hold no office in the bureau.
    """
    _refuse_closed(case)
    if holder not in possible_holders(case, timezone.localdate()):
        raise BureauRefused("stranger", gettext("经办人要是教育局的人员。"))
    case.holder = holder
    case.save(update_fields=["holder"])


def possible_holders(case: Case, day: date) -> list[User]:
    """List who of the bureau may hold a case."""
    grants = RoleGrant.objects.filter(held_on(day), bureau=case.school.bureau).select_related("user")
    found = (grant.user for grant in grants if Permission.KEEP_TARGETS in PERMISSIONS[Role(grant.role)])
    return list(dict.fromkeys(found))


def cases_below(bureau: Bureau) -> list[Case]:
    """List the cases of all schools of a bureau; of whom they are stays closed."""
    cases = Case.objects.filter(school__bureau__in=with_those_below(bureau))
    return list(cases.select_related("school", "holder").prefetch_related("steps"))


def may_open(case: Case, user: User) -> bool:
    """Tell whether somebody of the bureau may open a case: only its holder."""
    return case.holder_id is not None and case.holder_id == user.pk


def opened(case: Case) -> tuple[dict[str, Any], list[tuple[CaseStep, str]]]:
    """Give what a case holds, and its steps with what was said.

    Raises:
        banheng.duties.errors.WorkRefused: the key does not fit.
    """
    return unseal(case.sealed), [(step, unseal(step.sealed)) for step in case.steps.select_related("by")]


def note_look(case: Case, user: User, *, at: datetime) -> None:
    """Note that somebody of the bureau opened a case."""
    CaseLook.objects.create(case=case, by=user, by_name=str(user), at=at)


def delete_old_cases(today: date) -> int:
    """Delete closed cases past their time; give how many."""
    year, month = divmod(today.year * 12 + today.month - 1 - Case.KEPT_MONTHS, 12)
    before = today.replace(year=year, month=month + 1, day=min(today.day, 28))
    old = Case.objects.filter(closed_on__lt=before)
    number = old.count()
    old.delete()
    return number


def reseal_cases() -> int:
    """Encrypt all cases anew with the first key. Give how many."""
    cases, steps = list(Case.objects.all()), list(CaseStep.objects.all())
    for case in cases:
        case.sealed = reseal(case.sealed)
    for step in steps:
        step.sealed = reseal(step.sealed)
    Case.objects.bulk_update(cases, ["sealed"])
    CaseStep.objects.bulk_update(steps, ["sealed"])
    return len(cases)


def _refuse_closed(case: Case) -> None:
    if case.closed_on is not None:
        raise BureauRefused("closed", gettext("这个案件已经销案，不能再改。"))
