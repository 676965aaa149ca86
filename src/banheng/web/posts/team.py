"""The team as a whole: who is to rest, who teaches how much, how it is made up."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import Http404
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from banheng.accounts.roles import Permission
from banheng.core.points import format_units
from banheng.development.posts.figures import enter_figures, read_lines
from banheng.development.posts.models import StaffingNorm
from banheng.development.posts.resting import Rest, resting
from banheng.development.posts.workload import workload
from banheng.eligibility.saying import say_answer
from banheng.payroll.deciding import decide_extra
from banheng.payroll.models import Extra
from banheng.reports.contents.team_structure import team_structure
from banheng.web.acting import act
from banheng.web.loading import school_page
from banheng.web.posts.forms import AllowanceForm, FiguresForm, NormForm
from banheng.web.reports.answering import answer
from banheng.web.templatetags.points import request_language

if TYPE_CHECKING:
    from django.forms import Form
    from django.http import HttpRequest, HttpResponse

    from banheng.accounts.access import Access
    from banheng.development.posts.figures import Figure

REST_ALLOWANCE = "休整期津贴"


@school_page(Permission.SEE_TEAM)
def rest(request: HttpRequest, access: Access) -> HttpResponse:
    """List who is due to rest, rests, may come back, or is back."""
    return _rest(request, access)


@require_POST
@school_page(Permission.APPROVE_PAY)
def allowance(request: HttpRequest, access: Access, staff: int) -> HttpResponse:
    """Decide what somebody who is back gets for the rest."""
    lines = resting(access.school, access.day)
    back = next((each for each in lines if each.staff.pk == staff and each.state is Rest.RETURNED), None)
    if back is None:
        raise Http404
    form = AllowanceForm(request.POST, prefix=f"a{staff}")
    done = act(
        request,
        form,
        lambda yuan, reason: decide_extra(
            back.staff, name=REST_ALLOWANCE, fen=yuan, reason=reason, by=access.user, at=timezone.now()
        ),
        "posts-rest",
        access.school.code,
    )
    return done or _rest(request, access, (staff, form))


@school_page(Permission.SEE_TEAM)
def workload_page(request: HttpRequest, access: Access) -> HttpResponse:
    """Compare the lessons of homeroom teachers with the average."""
    return _workload(request, access)


@require_POST
@school_page(Permission.KEEP_TEAM)
def figures(request: HttpRequest, access: Access) -> HttpResponse:
    """Enter lessons or years of birth of many."""
    form = FiguresForm(request.POST)

    def enter(*, figure: Figure, since: Any, text: str) -> None:
        lines = read_lines(access.school, text)
        enter_figures(access.school, figure, lines, since=since, by=access.user, at=timezone.now())

    done = act(request, form, enter, "posts-workload", access.school.code)
    return done or _workload(request, access, entering=form)


@require_POST
@school_page(Permission.KEEP_TEAM)
def norm(request: HttpRequest, access: Access) -> HttpResponse:
    """Set what the school sets for its posts."""
    form = NormForm(request.POST)
    done = act(
        request,
        form,
        lambda **given: StaffingNorm.objects.update_or_create(school=access.school, defaults=given),
        "posts-workload",
        access.school.code,
    )
    return done or _workload(request, access, setting=form)


@school_page(Permission.SEE_TEAM)
def structure(request: HttpRequest, access: Access, form: str) -> HttpResponse:
    """Give the report on how the team is made up."""
    return answer(request, team_structure(access.school, access.day), form)


def _rest(request: HttpRequest, access: Access, bound: tuple[int, Form] | None = None) -> HttpResponse:
    lines = resting(access.school, access.day)
    decides, language = access.may(Permission.APPROVE_PAY), request_language()
    paid: dict[int, list[Extra]] = {}
    if decides:
        for extra in Extra.objects.filter(school=access.school, name=REST_ALLOWANCE, cancelled_by=None):
            paid.setdefault(extra.staff_id, []).append(extra)
    names = {
        Rest.DUE: gettext("应当或建议休整"),
        Rest.RESTING: gettext("正在休整"),
        Rest.MAY_RETURN: gettext("休整期满，可以再任"),
        Rest.RETURNED: gettext("休整后再次任职"),
    }
    groups = []
    for state, name in names.items():
        found = []
        for line in lines:
            if line.state is not state:
                continue
            form = None
            if decides and state is Rest.RETURNED and line.staff.pk not in paid:
                form = AllowanceForm(prefix=f"a{line.staff.pk}")
                if bound and bound[0] == line.staff.pk:
                    form = bound[1]
            said = [say_answer(each, language) for each in line.answers]
            found.append((line, said, form, paid.get(line.staff.pk, [])))
        groups.append((name, found))
    shown = {"groups": groups, "is_empty": not lines, "tab": "rest"}
    return render(request, "posts/rest.html", shown)


def _workload(request: HttpRequest, access: Access, **bound: Form) -> HttpResponse:
    found, language = workload(access.school, access.day), request_language()
    kept = StaffingNorm.objects.filter(school=access.school).first()
    lessons = kept and kept.homeroom_lessons
    keeps = access.may(Permission.KEEP_TEAM)
    shown = {
        "found": found,
        "lines": [
            (load, [say_answer(each, language) for each in load.answers if each.outcome != "met"])
            for load in found.loads
        ],
        "norm": kept,
        "entering": FiguresForm(initial={"since": access.day}) if keeps else None,
        "setting": NormForm(
            initial={
                "homeroom_lessons": "" if lessons is None else format_units(lessons),
                "pupils_per_counsellor": kept and kept.pupils_per_counsellor,
            }
        )
        if keeps
        else None,
        "tab": "workload",
        **bound,
    }
    return render(request, "posts/workload.html", shown)
