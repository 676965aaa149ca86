"""Target letters of a school: signed, given to people, reported on."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from banheng.accounts.roles import Permission
from banheng.bureau.targets.drawing_up import name_reporter
from banheng.bureau.targets.models import Letter, Signature, Target
from banheng.bureau.targets.reporting import report
from banheng.bureau.targets.signing import send_back, sign
from banheng.bureau.targets.standing import standing
from banheng.reports.contents.target_letter import letter_document
from banheng.web.acting import act
from banheng.web.loading import school_page
from banheng.web.reports.answering import answer
from banheng.web.school_tasks.forms import ReporterForm, ReportForm
from banheng.web.targets.forms import ReasonForm, SignForm

if TYPE_CHECKING:
    from django.forms import Form
    from django.http import HttpRequest, HttpResponse

    from banheng.accounts.access import Access

MANAGERS = (Permission.REPORT_DATA, Permission.SUBMIT_DATA)


@school_page(Permission.SEE_SCHOOL)
def letters(request: HttpRequest, access: Access) -> HttpResponse:
    """List the letters for those who manage them, and for everybody what they report on."""
    rows = []
    if _manages(access):
        rows = [standing(letter, access.day) for letter in _letters(access)]
    mine = Target.objects.filter(
        letter__school=access.school, letter__concluded_at=None, staff=access.user.staff_id or 0
    )
    shown = {"rows": rows, "mine": mine.select_related("letter"), "manages": _manages(access)}
    return render(request, "school_tasks/letters.html", shown)


@school_page(*MANAGERS)
def letter_page(request: HttpRequest, access: Access, letter: int) -> HttpResponse:
    """Show a letter."""
    return _letter_page(request, access, _letter(access, letter))


@school_page(*MANAGERS)
def letter_print(request: HttpRequest, access: Access, letter: int, form: str) -> HttpResponse:
    """Give a letter as a document."""
    return answer(request, letter_document(standing(_letter(access, letter), access.day)), form)


@require_POST
@school_page(Permission.SUBMIT_DATA)
def letter_sign(request: HttpRequest, access: Access, letter: int) -> HttpResponse:
    """Sign for the school."""
    kept, form = _letter(access, letter), SignForm(request.POST)
    do = partial(sign, kept, Signature.Side.PARTY, by=request.user, at=timezone.now())
    done = act(request, form, do, "task_targets-one", access.school.code, kept.pk)
    return done or _letter_page(request, access, kept, signing=form)


@require_POST
@school_page(Permission.SUBMIT_DATA)
def letter_return(request: HttpRequest, access: Access, letter: int) -> HttpResponse:
    """Ask for changes before signing."""
    kept, form = _letter(access, letter), ReasonForm(request.POST, auto_id="returning_%s")
    done = act(request, form, partial(send_back, kept), "task_targets", access.school.code)
    return done or _letter_page(request, access, kept, returning=form)


@school_page(Permission.SEE_SCHOOL)
def target_page(request: HttpRequest, access: Access, target: int) -> HttpResponse:
    """Show a target to those who manage the letter and to whoever reports on it."""
    return _target_page(request, access, _target(access, target))


@require_POST
@school_page(Permission.SEE_SCHOOL)
def target_report(request: HttpRequest, access: Access, target: int) -> HttpResponse:
    """Report on a target."""
    kept = _target(access, target)
    form = ReportForm(kept, request.POST)
    do = partial(report, kept, by=request.user, at=timezone.now())
    done = act(request, form, do, "task_targets-target", access.school.code, kept.pk)
    return done or _target_page(request, access, kept, reporting=form)


@require_POST
@school_page(Permission.SUBMIT_DATA)
def target_reporter(request: HttpRequest, access: Access, target: int) -> HttpResponse:
    """Say who reports on a target."""
    kept = _target(access, target)
    form = ReporterForm(access.school, request.POST, auto_id="reporter_%s")
    done = act(
        request, form, partial(name_reporter, kept), "task_targets-target", access.school.code, kept.pk
    )
    return done or _target_page(request, access, kept, naming=form)


def _manages(access: Access) -> bool:
    return any(access.may(each) for each in MANAGERS)


def _letters(access: Access) -> Any:
    """Give what the bureau has laid before the school; drafts are its own business."""
    offered = Letter.objects.filter(school=access.school, offered_at__isnull=False)
    return offered.select_related("bureau", "concluded_by").prefetch_related("signatures")


def _letter(access: Access, number: int) -> Letter:
    return get_object_or_404(_letters(access), pk=number)


def _target(access: Access, number: int) -> Target:
    """Give a target, or raise Http404; PermissionDenied for those whom it does not concern."""
    offered = Target.objects.filter(letter__school=access.school, letter__offered_at__isnull=False)
    target = get_object_or_404(offered.select_related("letter__school", "staff"), pk=number)
    is_own = target.staff_id is not None and target.staff_id == access.user.staff_id
    if not is_own and not _manages(access):
        raise PermissionDenied
    return target


def _letter_page(request: HttpRequest, access: Access, letter: Letter, **forms: Any) -> HttpResponse:
    offered: dict[str, Form] = {}
    if access.may(Permission.SUBMIT_DATA) and not letter.is_in_force:
        offered["returning"] = ReasonForm(auto_id="returning_%s")
        if not any(each.side == Signature.Side.PARTY for each in letter.signatures.all()):
            offered["signing"] = SignForm(initial={"name": request.user, "day": access.day})
    shown = {
        "standing": standing(letter, access.day),
        "letter": letter,
        "code": access.school.code,
        "target_page": "task_targets-target",
        **offered,
        **forms,
    }
    return render(request, "school_tasks/letter.html", shown)


def _target_page(request: HttpRequest, access: Access, target: Target, **forms: Any) -> HttpResponse:
    line = next(each for each in standing(target.letter, access.day).lines if each.target.pk == target.pk)
    is_running = target.letter.is_in_force and not target.letter.concluded_at and not line.is_heading
    offered: dict[str, Form] = {}
    if is_running and not (line.last and not line.last.verdict):
        offered["reporting"] = ReportForm(target, initial={"day": access.day})
    if access.may(Permission.SUBMIT_DATA) and not line.is_heading and not target.letter.concluded_at:
        offered["naming"] = ReporterForm(
            access.school, initial={"staff": target.staff_id}, auto_id="reporter_%s"
        )
    shown = {
        "line": line,
        "target": target,
        "reports": target.reports.select_related("by", "checked_by"),
        "manages": _manages(access),
        **offered,
        **forms,
    }
    return render(request, "school_tasks/target.html", shown)
