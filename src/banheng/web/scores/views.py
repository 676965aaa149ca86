from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import Http404
from django.shortcuts import render

from banheng.accounts.roles import Permission
from banheng.assessment.computing import newer_records, sheet_of
from banheng.assessment.freezing import standing
from banheng.assessment.live import explain_live
from banheng.ledger.models import Record
from banheng.web.choosing import choose_period, shows_results
from banheng.web.loading import load_class, school_page
from banheng.web.scores.telling import parts_shown

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from banheng.accounts.access import Access
    from banheng.assessment.models import ScoreSheet
    from banheng.core.periods import Period
    from banheng.schools.models import ClassYear


@school_page(Permission.SEE_CLASS)
def scores(request: HttpRequest, access: Access) -> HttpResponse:
    """Show the score of the own class, or the classes to choose from."""
    own = list(access.homeroom_classes()) or list(access.classes(Permission.SEE_CLASS))
    if len(own) == 1:
        return _score(request, access, own[0])
    return render(request, "scores/choose.html", {"classes": own})


@school_page(Permission.SEE_CLASS)
def of_class(request: HttpRequest, access: Access, school_class: str) -> HttpResponse:
    """Show the score of a class and why."""
    return _score(request, access, load_class(access, school_class, Permission.SEE_CLASS))


@shows_results
def _score(request: HttpRequest, access: Access, class_year: ClassYear) -> HttpResponse:
    choice = choose_period(request, access)
    shown = {"class_year": class_year, "choice": choice}
    if choice is None:
        return render(request, "scores/score.html", shown)
    teacher = request.GET.get("teacher")
    explained = explain_live(choice.scored, class_year.school_class.code, teacher)
    if explained is None:
        if teacher is not None:
            raise Http404
        return render(request, "scores/score.html", shown)
    explanation, sheet = explained.explanation, sheet_of(choice.scored)
    shown |= {
        "explanation": explanation,
        "subjects": explained.subjects,
        "parts": parts_shown(explanation),
        "besides": [besides for besides in explanation.besides if besides.kind not in {"unknown", "pay"}],
        "may_see_records": access.may_in(Permission.SEE_RECORDS, class_year),
        "photos": _photos(class_year, explanation.period),
        "beyond_control": _beyond_control(class_year, explanation.period),
        "sheet": sheet,
        "newer": newer_records(choice.scored, sheet) if sheet and sheet.state == "computed" else 0,
        "published": _published(sheet, explanation.result.subject.key),
        "may_appeal": request.user.staff is not None
        and explanation.result.subject.posting.teacher == request.user.staff.code,
        "places": explanation.scheme.rounding.places,
    }
    return render(request, "scores/score.html", shown)


def _published(sheet: ScoreSheet | None, key: str) -> dict[str, Any] | None:
    """Give the subject's line of the edition that stands; None if nothing is public."""
    if sheet is None or sheet.state not in {"published", "final"}:
        return None
    return next((row for row in standing(sheet).results["results"] if row["key"] == key), None)


def _beyond_control(class_year: ClassYear, period: Period) -> int:
    """Count the records that were marked as beyond the control of the homeroom teacher."""
    return Record.objects.filter(
        school_class=class_year.school_class,
        day__range=(period.first, period.last),
        beyond_control=True,
        voided_by=None,
    ).count()


def _photos(class_year: ClassYear, period: Period) -> dict[str, int]:
    """Count the photos of the records of a class, by id."""
    records = Record.objects.filter(
        school_class=class_year.school_class, day__range=(period.first, period.last)
    ).exclude(photos=[])
    return {str(record): len(photos) for record, photos in records.values_list("id", "photos")}
