"""Dropout cases of a bureau: numbers and days for all, what is in a case only for its holder."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from banheng.accounts.models import User
from banheng.accounts.roles import Permission
from banheng.bureau.cases.following import (
    cases_below,
    hand_to,
    may_open,
    note_look,
    opened,
    possible_holders,
    set_limit,
)
from banheng.bureau.cases.models import Case, Limit, StepKind
from banheng.web.acting import act
from banheng.web.bureau_loading import bureau_page
from banheng.web.inputs import SiteForm

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from banheng.accounts.bureau_access import BureauAccess


class LimitForm(SiteForm):
    kind = forms.ChoiceField(label=_("步骤"), choices=StepKind)
    days = forms.IntegerField(label=_("从没有到校起多少天内"), min_value=0, max_value=365)
    basis = forms.CharField(label=_("依据"), max_length=200)


class HolderForm(SiteForm):
    holder = forms.ModelChoiceField(User.objects.none(), label=_("经办人"), empty_label=_("请选择"))

    def __init__(self, case: Case, day: Any, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        holders = possible_holders(case, day)
        self.fields["holder"].queryset = User.objects.filter(pk__in=[each.pk for each in holders])


@bureau_page(Permission.SEE_BUREAU)
def cases(request: HttpRequest, access: BureauAccess) -> HttpResponse:
    """List the cases by number, and how many each school has; names stand nowhere."""
    return _page(request, access)


@require_POST
@bureau_page(Permission.KEEP_TARGETS)
def limit(request: HttpRequest, access: BureauAccess) -> HttpResponse:
    """Say within how many days a step is to be taken."""
    form = LimitForm(request.POST)
    done = act(request, form, partial(set_limit, access.bureau), "cases", access.bureau.code)
    return done or _page(request, access, limiting=form)


@bureau_page(Permission.KEEP_TARGETS, Permission.DECIDE_BUREAU)
def holder(request: HttpRequest, access: BureauAccess, case: int) -> HttpResponse:
    """Say who of the bureau sees a case."""
    kept = _case(access, case)
    form = HolderForm(kept, access.day, request.POST or None, initial={"holder": kept.holder_id})
    if request.method == "POST" and (
        done := act(request, form, partial(hand_to, kept), "cases", access.bureau.code)
    ):
        return done
    return render(request, "cases/holder.html", {"case": kept, "form": form})


@bureau_page(Permission.KEEP_TARGETS)
def case_page(request: HttpRequest, access: BureauAccess, case: int) -> HttpResponse:
    """Open a case as its holder; each look is noted."""
    kept = _case(access, case)
    if not may_open(kept, request.user):
        raise PermissionDenied
    note_look(kept, request.user, at=timezone.now())
    content, steps = opened(kept)
    return render(request, "cases/case.html", {"case": kept, "content": content, "steps": steps})


def _case(access: BureauAccess, number: int) -> Case:
    return get_object_or_404(Case.objects.select_related("school"), school__bureau=access.bureau, pk=number)


def _page(request: HttpRequest, access: BureauAccess, **more: Any) -> HttpResponse:
    found = cases_below(access.bureau)
    rows = [(case, case.next_due({step.kind for step in case.steps.all()})) for case in found]
    shown: dict[str, Any] = {
        "rows": rows,
        "open": sum(case.closed_on is None for case in found),
        "limits": Limit.objects.filter(bureau=access.bureau),
        "hands": access.may(Permission.KEEP_TARGETS) or access.may(Permission.DECIDE_BUREAU),
        "day": access.day,
    }
    if access.may(Permission.KEEP_TARGETS):
        shown["limiting"] = LimitForm()
    return render(request, "cases/cases.html", shown | more)
