"""The verdict under every regime, with all its conditions; the officer answers them with proof."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, gettext_lazy
from django.views.decorators.http import require_POST

from banheng.accounts.roles import Permission
from banheng.balance.conditions import all_met, check_conditions
from banheng.balance.loading import list_regimes
from banheng.balance.regime import Group, Kind
from banheng.balance.schools import Level
from banheng.bureau.collecting.answering import answer_condition, as_answers, asks_yes_or_no, newest_answers
from banheng.bureau.errors import BureauRefused
from banheng.bureau.library import regime_of
from banheng.bureau.standing.county import standing_of
from banheng.web.bureau_loading import bureau_page
from banheng.web.indicators.loading import choose

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from banheng.accounts.bureau_access import BureauAccess
    from banheng.bureau.collecting.models import Collection

GROUP_NAMES = {
    Group.PRECONDITION: gettext_lazy("前提条件"),
    Group.GUARANTEE: gettext_lazy("政府保障"),
    Group.QUALITY: gettext_lazy("教育质量"),
    Group.RECOGNITION: gettext_lazy("社会认可"),
    Group.VETO: gettext_lazy("一票否决"),
}
LIMIT_WORDS = {
    Kind.AT_LEAST: gettext_lazy("不低于"),
    Kind.AT_MOST: gettext_lazy("不超过"),
    Kind.BELOW: gettext_lazy("低于"),
    Kind.HOLDS: gettext_lazy("做到"),
    Kind.ABSENT: gettext_lazy("没有发生"),
}


@bureau_page(Permission.SEE_BUREAU)
def verdict(request: HttpRequest, access: BureauAccess) -> HttpResponse:
    """Show the verdict under each regime."""
    choice = choose(request, access)
    shown = choice.shown("verdict") | {"may_answer": access.may(Permission.COLLECT_DATA)}
    if choice.collection is not None:
        shown["verdicts"] = [_verdict(choice.collection, code) for code in reversed(list_regimes())]
    return render(request, "indicators/verdict.html", shown)


@require_POST
@bureau_page(Permission.COLLECT_DATA)
def answer(request: HttpRequest, access: BureauAccess) -> HttpResponse:
    """Keep the answer to one condition."""
    choice = choose(request, access)
    code, level = request.POST.get("condition", ""), request.POST.get("level", "")
    condition = next((each for each in choice.regime.conditions if each.code == code), None)
    if choice.collection is None or condition is None or level not in {"", *condition.levels()}:
        raise Http404
    try:
        answer_condition(
            choice.collection,
            choice.regime,
            condition,
            Level(level) if level else None,
            value=request.POST.get("value", "")[:40],
            proof=request.POST.get("proof", "")[:300],
            by=request.user,
            at=timezone.now(),
        )
    except BureauRefused as refusal:
        messages.error(request, refusal.reason)
    else:
        messages.success(request, gettext("已记下。"))
    address = reverse("indicators-verdict", args=[access.bureau.code])
    return redirect(f"{address}?year={choice.collection.year}#{choice.regime.regime}-{code}-{level}")


def _verdict(collection: Collection, code: str) -> dict[str, Any]:
    regime = regime_of(code)
    standing = standing_of(collection, regime)
    kept = newest_answers(collection, regime)
    met = list(check_conditions(regime, as_answers(kept)))
    levels = [(level, standing.verdicts.get(level)) for level in standing.units]
    rows = [
        {
            "met": each,
            "kept": kept.get((each.condition.code, each.level)),
            "limit_word": LIMIT_WORDS[each.condition.kind],
            "yes_or_no": asks_yes_or_no(each.condition),
            "anchor": f"{code}-{each.condition.code}-{each.level or ''}",
        }
        for each in met
    ]
    return {
        "regime": regime,
        "standing": standing,
        "levels": levels,
        "figures_pass": _figures_pass(levels),
        "conditions_met": all_met(met),
        "open": sum(each.met is None for each in met),
        "groups": [
            (GROUP_NAMES[group], list(found))
            for group, found in groupby(rows, key=lambda row: row["met"].condition.group)
        ],
    }


def _figures_pass(levels: list[tuple[Level, Any]]) -> bool | None:
    if not levels or any(found is None for _, found in levels):
        return None
    return all(found.passes for _, found in levels)
