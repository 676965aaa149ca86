"""The answerer's side: with an account for colleagues, by the code of a slip for pupils and guardians."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache

from banheng.accounts.roles import Permission
from banheng.ledger.language import request_language
from banheng.questionnaires.sheets import SheetRefused, checked
from banheng.surveys.answering import answer, refuse_unless_open, right_of
from banheng.surveys.errors import SurveyRefused
from banheng.surveys.groups import GROUP_NAMES
from banheng.surveys.models import Right
from banheng.web.loading import school_page
from banheng.web.surveys.saying import class_name, question_inputs, read_answers

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from banheng.accounts.access import Access


@school_page(Permission.SEE_SCHOOL)
def own(request: HttpRequest, access: Access, right: int) -> HttpResponse:
    """Answer with an account."""
    found = get_object_or_404(
        Right.objects.select_related("survey", "survey__school", "school_class"),
        survey__school=access.school,
        pk=right,
    )
    if found.user_id != access.user.pk:
        raise PermissionDenied
    return _answer(request, found)


@never_cache
def by_slip(request: HttpRequest, code: str) -> HttpResponse:
    """Answer by a slip, without an account."""
    found = right_of(code)
    if found is None:
        return render(request, "surveys/by_hand.html", {"unknown": True}, status=404)
    return _answer(request, found)


def by_hand(request: HttpRequest) -> HttpResponse:
    """Type the code of a slip."""
    if code := request.GET.get("code", "").strip():
        return redirect("slip-answer", "".join(code.split()))
    return render(request, "surveys/by_hand.html")


def _answer(request: HttpRequest, right: Right) -> HttpResponse:
    survey, group = right.survey, right.group_of
    day, faults, said = timezone.localdate(), {}, {}
    try:
        refuse_unless_open(right, day)
    except SurveyRefused as refused:
        return render(request, "surveys/thanks.html", {"sentence": refused.reason})
    if right.used:
        return render(request, "surveys/thanks.html", {"sentence": gettext("这一份已经答过了，谢谢。")})
    if request.method == "POST":
        said = read_answers(survey.instrument, group, request.POST)
        try:
            answers = checked(survey.instrument, group, said)
        except SheetRefused as refused:
            language = request_language()
            faults = {code: fault.say(language) for code, fault in refused.faults.items()}
        else:
            answer(right, answers, day=day)
            return render(request, "surveys/thanks.html", {"sentence": gettext("已收到，谢谢您的意见。")})
    shown = {
        "survey": survey,
        "group": GROUP_NAMES[group],
        "class_name": class_name(right.school_class, survey.first)
        if right.school_class
        else survey.school.name,
        "questions": question_inputs(survey.instrument, group, said, faults, request_language()),
        "introduction": survey.instrument.introduce(request_language()),
        "has_faults": bool(faults),
    }
    return render(request, "surveys/answer.html", shown, status=422 if faults else 200)
