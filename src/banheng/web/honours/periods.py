"""Honours of a period: proposals with reasons and bars, nominations, and what is decided."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.db.models import Count, Q
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from banheng.accounts.roles import Permission
from banheng.assessment.freezing import standing
from banheng.assessment.models import ScoreSheet
from banheng.core.periods import parse_period
from banheng.honours.deciding import award
from banheng.honours.errors import HonourRefused
from banheng.honours.frozen_lines import SETTLED
from banheng.honours.models import FollowUp, Honour
from banheng.honours.proposing import class_names, nominate, propose, reached
from banheng.policies.in_force import scheme_of
from banheng.schemes.describing_honours import describe_honour
from banheng.schemes.speaking import Speaker
from banheng.schools.calendars import current_term, school_calendar
from banheng.schools.models import Staff
from banheng.web.honours.forms import AwardForm, NominateForm
from banheng.web.honours.loading import KEEPERS, load_sheet
from banheng.web.loading import school_page
from banheng.web.templatetags.points import request_language

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.http import HttpRequest, HttpResponse

    from banheng.accounts.access import Access
    from banheng.assessment.models import FrozenSheet
    from banheng.schemes.honours import Honour as HonourRule


@dataclass(frozen=True, slots=True)
class Shown:
    """One honour of the scheme and who is proposed for it.

    Attributes:
        barred: who would get it, and the vetoes that speak against it.
    """

    rule: HonourRule
    words: str
    honours: Sequence[Honour]
    barred: Sequence[tuple[str, str]]


@school_page(*KEEPERS)
def periods(request: HttpRequest, access: Access) -> HttpResponse:
    """List the published results whose scheme honours somebody or has consequences."""
    calendar, term = school_calendar(access.school), current_term(access.school, access.day)
    sheets = (
        ScoreSheet.objects.filter(school=access.school, state__in=SETTLED)
        .select_related("version")
        .defer("results")
        .annotate(
            proposed=Count("honours", Q(honours__state=Honour.State.PROPOSED), distinct=True),
            awarded=Count("honours", Q(honours__state=Honour.State.AWARDED), distinct=True),
            owed=Count("follow_ups", Q(follow_ups__state=FollowUp.State.OPEN), distinct=True),
        )
    )
    lines = [(parse_period(sheet.period, calendar), sheet) for sheet in sheets]
    lines = [(period, sheet) for period, sheet in lines if _has_uses(sheet, period.kind)]
    lines.sort(key=lambda line: line[0].last, reverse=True)
    return render(request, "honours/periods.html", {"lines": lines, "term": term, "tab": "periods"})


def _has_uses(sheet: ScoreSheet, kind: Any) -> bool:
    scheme = scheme_of(sheet.version)
    return any((use.period or scheme.period) is kind for use in (*scheme.honours, *scheme.consequences))


@school_page(*KEEPERS)
def period_page(request: HttpRequest, access: Access, sheet: int) -> HttpResponse:
    """Show the honours of a period."""
    return _page(request, access, load_sheet(access, sheet))


@require_POST
@school_page(Permission.KEEP_HONOURS)
def propose_from(request: HttpRequest, access: Access, sheet: int) -> HttpResponse:
    """Propose honours and make follow-ups from the result as it stands."""
    kept = load_sheet(access, sheet)
    made = propose(kept, by=request.user, at=timezone.now())
    messages.success(
        request,
        gettext("新提名 %(honours)d 项荣誉，新列出 %(tasks)d 件后续工作。")
        % {"honours": made.honours, "tasks": made.follow_ups},
    )
    if made.gone:
        messages.warning(
            request,
            gettext("更正后的结果不再支持其中 %(number)d 项，已作标记，请研究处理。") % {"number": made.gone},
        )
    return redirect("honours-period", access.school.code, kept.pk)


@require_POST
@school_page(Permission.KEEP_HONOURS)
def nominate_for(request: HttpRequest, access: Access, sheet: int) -> HttpResponse:
    """Put somebody up by name."""
    kept = load_sheet(access, sheet)
    form = NominateForm(access, _rules(standing(kept), nominated=True), request.POST)
    if form.is_valid():
        given = form.cleaned_data
        try:
            nominate(
                kept,
                given["honour"],
                given["staff"],
                reason=given["reason"],
                by=request.user,
                at=timezone.now(),
            )
        except HonourRefused as refusal:
            form.add_error(None, refusal.reason)
        else:
            return redirect("honours-period", access.school.code, kept.pk)
    return _page(request, access, kept, nomination=form)


@require_POST
@school_page(Permission.DECIDE_HONOURS)
def award_chosen(request: HttpRequest, access: Access, sheet: int) -> HttpResponse:
    """Award the chosen honours together."""
    kept = load_sheet(access, sheet)
    form = AwardForm(kept.honours.filter(state=Honour.State.PROPOSED), request.POST)
    if not form.is_valid():
        messages.error(request, gettext("请先勾选要授予的人。"))
        return redirect("honours-period", access.school.code, kept.pk)
    awarded = 0
    for honour in kept.honours.filter(pk__in=form.cleaned_data["honours"]):
        try:
            award(honour, minutes=form.cleaned_data["minutes"], by=request.user, at=timezone.now())
        except HonourRefused as refusal:
            messages.error(request, f"{honour}：{refusal.reason}")
        else:
            awarded += 1
    if awarded:
        messages.success(request, gettext("已授予 %(number)d 项荣誉。") % {"number": awarded})
    return redirect("honours-period", access.school.code, kept.pk)


def _page(
    request: HttpRequest, access: Access, sheet: ScoreSheet, nomination: NominateForm | None = None
) -> HttpResponse:
    edition = standing(sheet)
    honours = list(sheet.honours.select_related("staff"))
    proposed = [honour for honour in honours if honour.state == Honour.State.PROPOSED]
    by_name = _rules(edition, nominated=True)
    shown = {
        "sheet": sheet,
        "period": parse_period(sheet.period, school_calendar(access.school)),
        "term": current_term(access.school, access.day),
        "shown": list(_shown(edition, honours)),
        "follow_ups": sheet.follow_ups.select_related("staff"),
        "day": access.day,
        "may_keep": access.may(Permission.KEEP_HONOURS),
        "may_decide": access.may(Permission.DECIDE_HONOURS),
        "is_final": sheet.state == ScoreSheet.State.FINAL,
        "award": AwardForm(proposed) if proposed else None,
        "nomination": nomination or (NominateForm(access, by_name) if by_name else None),
        "tab": "periods",
    }
    return render(request, "honours/period.html", shown)


def _rules(edition: FrozenSheet, *, nominated: bool) -> list[HonourRule]:
    scheme = scheme_of(edition.version)
    kind = parse_period(edition.sheet.period, school_calendar(edition.sheet.school)).kind
    rules = [rule for rule in scheme.honours if (rule.period or scheme.period) is kind]
    return [rule for rule in rules if rule.is_nominated] if nominated else rules


def _shown(edition: FrozenSheet, honours: Sequence[Honour]) -> Any:
    scheme, speaker = scheme_of(edition.version), Speaker(request_language())
    vetoes = {veto.code: veto.name for veto in scheme.vetoes}
    names = class_names(edition)
    staff = {each.code: each.name for each in Staff.objects.filter(school=edition.sheet.school)}
    barred = [each for each in reached(edition) if each.bars]
    for rule in _rules(edition, nominated=False):
        yield Shown(
            rule,
            describe_honour(rule, scheme, speaker),
            [honour for honour in honours if honour.code == rule.code],
            [
                (
                    " ".join(
                        filter(
                            None,
                            [names[each.line.school_class], rule.who == "teacher" and staff[each.who]],
                        )
                    ),
                    speaker.names(vetoes[code] for code in each.bars),
                )
                for each in barred
                if each.honour.code == rule.code
            ],
        )
