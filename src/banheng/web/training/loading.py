"""Open a year, a training or a session of the school: it must exist."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.http import Http404

from banheng.accounts.roles import Permission
from banheng.development.training.models import Enrolment, Session, Training
from banheng.development.training.planning import plan_of
from banheng.schools.calendars import current_year

if TYPE_CHECKING:
    from django.http import HttpRequest

    from banheng.accounts.access import Access
    from banheng.development.training.models import YearPlan
    from banheng.schools.models import AcademicYear, Staff

BUDGET = (Permission.KEEP_TEAM, Permission.DECIDE_TEAM, Permission.SEE_BUDGET)


def tabs(access: Access, tab: str) -> dict[str, object]:
    """Give the tabs what they ask for."""
    return {
        "tab": tab,
        "sees": access.may(Permission.SEE_TEAM),
        "keeps": access.may(Permission.KEEP_TEAM),
        "sees_money": any(access.may(permission) for permission in BUDGET),
    }


def years_of(access: Access) -> list[AcademicYear]:
    """List the academic years of the school, newest first."""
    return list(access.school.academic_years.order_by("-first"))


def load_plan(request: HttpRequest, access: Access) -> YearPlan:
    """Give the plan of the year that the address names (`year`), or of today.

    Raises:
        Http404: there is no such year.
    """
    code = request.GET.get("year", "")
    year = access.school.academic_years.filter(code=code).first() if code else None
    year = year or (None if code else current_year(access.school, access.day))
    if year is None:
        raise Http404
    return plan_of(year)


def load_training(access: Access, number: int) -> Training:
    """Give a training of the school.

    Raises:
        Http404: the school has no such training.
    """
    trainings = Training.objects.filter(plan__school=access.school, pk=number)
    found = trainings.select_related("plan__school", "plan__academic_year", "line").first()
    if found is None:
        raise Http404
    return found


def load_session(access: Access, number: int) -> Session:
    """Give a session of a training of the school.

    Raises:
        Http404: the school has no such session.
    """
    sessions = Session.objects.filter(training__plan__school=access.school, pk=number)
    found = sessions.select_related("training__plan__school").first()
    if found is None:
        raise Http404
    return found


def own_staff(access: Access) -> Staff | None:
    """Give who the account is at the school."""
    staff = access.user.staff
    return staff if staff is not None and staff.school_id == access.school.pk else None


def own_enrolment(access: Access, session: Session) -> Enrolment:
    """Give the own enrolment in a session.

    Raises:
        PermissionDenied: there is none.
    """
    found = session.enrolments.filter(staff=access.user.staff_id).exclude(state=Enrolment.State.LEFT).first()
    if found is None:
        raise PermissionDenied
    return found
