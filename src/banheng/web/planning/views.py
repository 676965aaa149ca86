from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone

from banheng.accounts.roles import Permission
from banheng.balance.exact import read_exact
from banheng.balance.planning.cone import can_solve
from banheng.balance.schools import Level
from banheng.bureau.collecting.models import Collection
from banheng.bureau.errors import BureauRefused
from banheng.bureau.library import regime_of
from banheng.bureau.naming import called
from banheng.bureau.planning.models import SavedPlan
from banheng.bureau.planning.saving import differences, save_plan
from banheng.web.bureau_loading import bureau_page
from banheng.web.indicators.loading import choose
from banheng.web.planning.forms import TermsForm, terms_as_initial

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from banheng.accounts.bureau_access import BureauAccess


@bureau_page(Permission.SEE_BUREAU)
def plans(request: HttpRequest, access: BureauAccess) -> HttpResponse:
    """List the plans that were kept."""
    kept = SavedPlan.objects.filter(collection__bureau=access.bureau).select_related("collection", "by")
    shown = {
        "plans": kept,
        "may_plan": access.may(Permission.COLLECT_DATA),
        "has_collection": Collection.objects.filter(bureau=access.bureau).exists(),
        "can_solve": can_solve(),
    }
    return render(request, "planning/plans.html", shown)


@bureau_page(Permission.COLLECT_DATA)
def new(request: HttpRequest, access: BureauAccess) -> HttpResponse:
    """Type prices and budgets, and compute."""
    choice = choose(request, access)
    if choice.collection is None:
        raise Http404
    before = SavedPlan.objects.filter(
        collection__bureau=access.bureau, terms__regime=choice.regime.regime
    ).first()
    form = TermsForm(
        choice.regime, request.POST or None, initial=terms_as_initial(before.terms) if before else None
    )
    if request.method == "POST" and form.is_valid():
        try:
            made = save_plan(
                choice.collection,
                form.cleaned_data["name"],
                form.terms(),
                by=request.user,
                at=timezone.now(),
            )
        except BureauRefused as refusal:
            messages.error(request, refusal.reason)
        else:
            return redirect("planning-one", access.bureau.code, made.pk)
    shown = {"form": form, "can_solve": can_solve(), **choice.shown("planning")}
    return render(request, "planning/new.html", shown)


@bureau_page(Permission.SEE_BUREAU)
def one(request: HttpRequest, access: BureauAccess, plan: int) -> HttpResponse:
    """Show a plan school by school."""
    found = _load(access, plan)
    names = {each.code: each for each in regime_of(found.terms["regime"]).indicators}
    steps = [_step(step, names) for step in found.content["indicators"]]
    misses = [
        (each["school"], [called(names[code].name) for code in each["indicators"]])
        for each in found.content["may_miss"]
    ]
    others = SavedPlan.objects.filter(collection__bureau=access.bureau).exclude(pk=found.pk)
    gap = found.content["gap"]
    shown = {
        "plan": found,
        "steps": steps,
        "misses": misses,
        "gap": None if gap is None else read_exact(gap),
        "others": others,
        "regime": regime_of(found.terms["regime"]),
    }
    return render(request, "planning/plan.html", shown)


@bureau_page(Permission.SEE_BUREAU)
def compare(request: HttpRequest, access: BureauAccess) -> HttpResponse:
    """Show two plans side by side."""
    numbers = [request.GET.get(name, "") for name in ("one", "other")]
    if not all(number.isdecimal() for number in numbers):
        return redirect("planning", access.bureau.code)
    first, second = (_load(access, int(number)) for number in numbers)
    names = {
        indicator.code: called(indicator.name)
        for each in (first, second)
        for indicator in regime_of(each.terms["regime"]).indicators
    }
    rows = [(Level(each.level), names[each.indicator], each) for each in differences(first, second)]
    shown = {
        "one": first,
        "other": second,
        "rows": rows,
        "more": second.content["cost_fen"] - first.content["cost_fen"],
    }
    return render(request, "planning/compare.html", shown)


def _load(access: BureauAccess, plan: int) -> SavedPlan:
    kept = SavedPlan.objects.filter(pk=plan, collection__bureau=access.bureau)
    found = kept.select_related("collection__bureau", "by").first()
    if found is None:
        raise Http404
    return found


def _step(step: dict[str, Any], names: dict[str, Any]) -> dict[str, Any]:
    return {
        **step,
        "level": Level(step["level"]),
        "indicator": names[step["indicator"]],
        "before": _exact(step["cv_before"]),
        "after": _exact(step["cv_after"]),
        "limit": _exact(step["threshold"]),
        "rows": [
            {**each, "was": _exact(each["stock_before"]), "then": _exact(each["stock_after"])}
            for each in step["schools"]
        ],
    }


def _exact(text: str | None) -> Any:
    return None if text is None else read_exact(text)
