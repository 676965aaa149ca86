"""Pages of what is on record: versions, what differs between them, and when which is in force."""

from __future__ import annotations

import tempfile
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import polars as pl
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from banheng.accounts.roles import Permission
from banheng.assessment.evidence import evidence_of
from banheng.assessment.periods import period_of
from banheng.policies.adopting import adopt, withdraw
from banheng.policies.comparing import compare
from banheng.policies.drafting import begin_draft
from banheng.policies.errors import PolicyRefused
from banheng.policies.in_force import scheme_of, versions_in_force
from banheng.policies.models import Adoption, ExpectationRun, SchemeDraft, SchemeVersion
from banheng.policies.own_checks import copy_expectations, failed, outcomes_of
from banheng.schemes.loading import parse_scheme
from banheng.schools.calendars import current_term
from banheng.schools.rosters import roster
from banheng.spreadsheets.template import write_template
from banheng.web.loading import school_page
from banheng.web.schemes.loading import load_adoption, load_version, settled_until
from banheng.web.schemes.outline import check
from banheng.web.schemes.reading import blocks_of
from banheng.web.schemes.repairing import open_places
from banheng.web.schemes.trying import known_to
from banheng.web.templatetags.points import request_language

if TYPE_CHECKING:
    from django.http import HttpRequest

    from banheng.accounts.access import Access

DAY = timedelta(days=1)


@school_page(Permission.EDIT_SCHEMES, Permission.ADOPT_SCHEMES)
def schemes(request: HttpRequest, access: Access) -> HttpResponse:
    """List what is in force, what is on record, and the drafts."""
    today, school = access.day, access.school
    adoptions = Adoption.objects.filter(school=school).select_related("version", "decided_by")
    by_version: dict[int, list[Adoption]] = {}
    for adoption in adoptions.order_by("first", "pk"):
        by_version.setdefault(adoption.version_id, []).append(adoption)
    in_force = {version.pk for version in versions_in_force(school, today)}
    codes: dict[str, list[dict[str, object]]] = {}
    versions = SchemeVersion.objects.filter(school=school).select_related("created_by").defer("text")
    for version in versions.order_by("code", "-number"):
        spans = [_span(each, today) for each in by_version.get(version.pk, ())]
        is_coming = any(span["state"] == "coming" for span in spans)
        row = {"version": version, "spans": spans, "in_force": version.pk in in_force, "is_coming": is_coming}
        codes.setdefault(version.code, []).append(row)
    drafts = []
    if access.may(Permission.EDIT_SCHEMES):
        for draft in SchemeDraft.objects.filter(school=school).select_related("changed_by"):
            checked = check(draft.text, request_language())
            blanks = len(checked.file.blanks()) if checked.file else 0
            drafts.append({"draft": draft, "errors": checked.errors, "blanks": blanks})
    runs = ExpectationRun.objects.filter(version__school=school, version__in=_not_ended(by_version, today))
    page = {
        "codes": codes,
        "drafts": drafts,
        "runs": [run for run in runs.select_related("version") if run.failed],
        "term": current_term(school, today),
        "may_edit": access.may(Permission.EDIT_SCHEMES),
        "may_adopt": access.may(Permission.ADOPT_SCHEMES),
    }
    return render(request, "schemes/schemes.html", page)


def _not_ended(by_version: dict[int, list[Adoption]], today: date) -> list[int]:
    """List the versions that are in force or to come."""
    return [
        version
        for version, adoptions in by_version.items()
        if any(each.last is None or each.last >= today for each in adoptions)
    ]


def _span(adoption: Adoption, today: date) -> dict[str, object]:
    ended = adoption.last is not None and adoption.last < today
    never = adoption.last is not None and adoption.last < adoption.first
    state = "never" if never else "ended" if ended else "coming" if adoption.first > today else "running"
    return {"adoption": adoption, "state": state}


@school_page(Permission.SEE_SCHOOL)
def version_page(request: HttpRequest, access: Access, version: int) -> HttpResponse:
    """Show a version as tables: whoever works at the school may read what applies there."""
    known = load_version(access, version)
    file = parse_scheme(known.text)
    others = SchemeVersion.objects.filter(school=access.school, code=known.code).exclude(pk=known.pk)
    spans = [_span(each, access.day) for each in known.adoptions.order_by("first", "pk")]
    page = {
        "version": known,
        "scheme": file.scheme,
        "blocks": blocks_of(file, request_language()),
        "spans": spans,
        "is_in_force": any(span["state"] == "running" for span in spans),
        "outcomes": outcomes_of(known, request_language()) if access.may(Permission.EDIT_SCHEMES) else (),
        "others": others.order_by("-number").defer("text"),
        "earlier": others.filter(number__lt=known.number).order_by("-number").first(),
        "may_edit": access.may(Permission.EDIT_SCHEMES),
        "may_adopt": access.may(Permission.ADOPT_SCHEMES),
    }
    return render(request, "schemes/version.html", page)


@require_POST
@school_page(Permission.EDIT_SCHEMES)
def copy_version(request: HttpRequest, access: Access, version: int) -> HttpResponse:
    """Begin a draft with a version."""
    known = load_version(access, version)
    draft = begin_draft(access.school, known.text, by=request.user, at=timezone.now())
    copy_expectations(known, draft)
    return redirect("schemes-draft", school=access.school.code, draft=draft.pk)


@school_page(Permission.SEE_SCHOOL)
def version_text(request: HttpRequest, access: Access, version: int) -> HttpResponse:  # noqa: ARG001 - a view
    """Give the text of a version as a file."""
    known = load_version(access, version)
    return as_file(known.text, f"{known.code}-v{known.number}.yaml")


@school_page(Permission.EDIT_SCHEMES)
def version_template(request: HttpRequest, access: Access, version: int) -> HttpResponse:  # noqa: ARG001 - a view
    """Give the workbook in which evidence for a version can be filled in, with the classes of today."""
    known = load_version(access, version)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "template.xlsx"
        write_template(scheme_of(known), roster(access.school, access.day, access.day), path)
        content = path.read_bytes()
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    name = f"{known.code}-v{known.number}.xlsx"
    return HttpResponse(
        content, content_type=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'}
    )


def as_file(text: str, name: str) -> HttpResponse:
    """Give a text to be kept as a file; the name is made of codes and numbers."""
    plain = "".join(
        letter if letter.isascii() and (letter.isalnum() or letter in "-._") else "_" for letter in name
    )
    headers = {"Content-Disposition": f'attachment; filename="{plain}"'}
    return HttpResponse(text, content_type="application/yaml; charset=utf-8", headers=headers)


@school_page(Permission.SEE_SCHOOL)
def compare_page(request: HttpRequest, access: Access, before: int, after: int) -> HttpResponse:
    """Say what differs between two versions."""
    old, new = load_version(access, before), load_version(access, after)
    language = request_language()
    found = compare(scheme_of(old), scheme_of(new), language)
    sections: dict[str, list[object]] = {}
    for difference in found:
        sections.setdefault(difference.section.say(language), []).append(difference)
    page = {"before": old, "after": new, "sections": sections, "number": len(found)}
    return render(request, "schemes/compare.html", page)


@school_page(Permission.ADOPT_SCHEMES)
def adopt_page(request: HttpRequest, access: Access, version: int) -> HttpResponse:
    """Put a version in force from a day."""
    known = load_version(access, version)
    settled = settled_until(known)
    scheme = scheme_of(known)
    current = next(
        (each for each in versions_in_force(access.school, access.day) if each.code == known.code), None
    )
    not_as_expected = failed(outcomes_of(known, request_language()))
    first, refusal = _next_first(access, known, settled), ""
    if request.method == "POST":
        try:
            first = date.fromisoformat(request.POST.get("first", ""))
        except ValueError:
            refusal = gettext("请填写生效日期，如 2026-11-01。")
        else:
            try:
                if not_as_expected and "confirmed" not in request.POST:
                    raise _not_confirmed(len(not_as_expected))
                adopt(
                    known,
                    first=first,
                    settled_until=settled,
                    reason=request.POST.get("reason", ""),
                    by=request.user,
                    at=timezone.now(),
                )
            except PolicyRefused as refused:
                refusal = refused.reason
            else:
                done = gettext("%(version)s 从 %(first)s 起生效。")
                messages.success(request, done % {"version": known, "first": first.isoformat()})
                return redirect("schemes", school=access.school.code)
    page = {
        "version": known,
        "current": current,
        "settled": settled,
        "first": first,
        "refusal": refusal,
        "reason": request.POST.get("reason", ""),
        "whole_period": _begins_a_period(access, known, first),
        "lost": _records_lost(access, known, current, first),
        "open": open_places(known),
        "not_as_expected": not_as_expected,
        "differences": compare(scheme_of(current), scheme, request_language()) if current else None,
    }
    return render(request, "schemes/adopt.html", page, status=422 if refusal else 200)


def _not_confirmed(number: int) -> PolicyRefused:
    return PolicyRefused(
        "not_as_expected",
        gettext("学校自己的核对有 %(number)d 行不符。确认照此生效，请勾选后再提交；否则复制成草稿来改。")
        % {"number": number},
    )


def _next_first(access: Access, version: SchemeVersion, settled: date | None) -> date:
    """Offer the day after the current period: nothing that is recorded already is then judged by new rules."""
    day = max(access.day, settled + DAY) if settled else access.day
    period = period_of(access.school, scheme_of(version).period, day)
    if period is None or not version.school.adoptions.filter(version__code=version.code).exists():
        return period.first if period and (settled is None or period.first > settled) else day
    return period.last + DAY


def _begins_a_period(access: Access, version: SchemeVersion, first: date) -> bool:
    period = period_of(access.school, scheme_of(version).period, first)
    return period is None or period.first == first


def _records_lost(access: Access, version: SchemeVersion, current: SchemeVersion | None, first: date) -> int:
    """Count records from a day on that the version in force knows and the new one does not."""
    if current is None or first > access.day:
        return 0
    evidence = evidence_of(access.school, first, access.day)
    since = evidence.filter(pl.col("day") >= first)
    return known_to(scheme_of(version), since, scheme_of(current))[1]


@school_page(Permission.ADOPT_SCHEMES)
def withdraw_page(request: HttpRequest, access: Access, adoption: int) -> HttpResponse:
    """Let a version be in force for the last time on a day."""
    known = load_adoption(access, adoption)
    last, refusal = access.day, ""
    if request.method == "POST":
        try:
            last = date.fromisoformat(request.POST.get("last", ""))
            settled = settled_until(known.version)
            withdraw(known, last=last, settled_until=settled, by=request.user, at=timezone.now())
        except ValueError:
            refusal = gettext("请填写最后一天，如 2026-10-31。")
        except PolicyRefused as refused:
            refusal = refused.reason
        else:
            messages.success(request, gettext("%(version)s 已撤回。") % {"version": known.version})
            return redirect("schemes", school=access.school.code)
    page = {"adoption": known, "last": last, "refusal": refusal, "coming": known.first > access.day}
    return render(request, "schemes/withdraw.html", page, status=422 if refusal else 200)
