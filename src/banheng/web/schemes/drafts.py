"""Pages of a draft: its form part by part, its text, trying it out, putting it on record."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_POST
from ruamel.yaml.error import YAMLError

from banheng.accounts.roles import Permission
from banheng.core.errors import BanhengError
from banheng.core.findings import Severity
from banheng.policies.comparing import compare
from banheng.policies.drafting import change_draft, text_mark
from banheng.policies.errors import PolicyRefused
from banheng.policies.in_force import scheme_of
from banheng.policies.marked_places import blanks_of
from banheng.policies.models import SchemeVersion
from banheng.policies.own_checks import failed, outcomes_of
from banheng.policies.recording import put_on_record
from banheng.schemes.saving import open_document, save_document
from banheng.schools.calendars import current_term
from banheng.web.choosing import shows_results
from banheng.web.loading import school_page
from banheng.web.schemes.blanks import next_blank
from banheng.web.schemes.fields import attach, form_of
from banheng.web.schemes.filling_in import act, fill_posted, path_of
from banheng.web.schemes.loading import load_draft
from banheng.web.schemes.outline import (
    HEAD,
    Entry,
    check,
    outline,
    part_of,
    read_part,
    refusal_of,
)
from banheng.web.schemes.preview import buttons_of
from banheng.web.schemes.repairing import open_places
from banheng.web.schemes.trying import last_over, periods_to_try, try_on
from banheng.web.schemes.versions import as_file
from banheng.web.templatetags.points import request_language

if TYPE_CHECKING:
    from django.http import HttpRequest

    from banheng.accounts.access import Access
    from banheng.policies.models import SchemeDraft
    from banheng.web.schemes.grammar import Path_

MOST_KEY = 200
"""Characters of what names a marked place or something recorded."""


@school_page(Permission.EDIT_SCHEMES)
def part_page(request: HttpRequest, access: Access, draft: int, part: str = HEAD) -> HttpResponse:
    """Show a part of a draft as a form; a post saves it, and adds, removes or moves what is asked for."""
    known = load_draft(access, draft)
    try:
        document = open_document(known.text)
    except YAMLError:
        messages.warning(request, gettext("这份草稿的文本有重复的字段，请先在文本里改正，再用表单。"))
        return redirect("schemes-text", school=access.school.code, draft=known.pk)
    if request.method == "POST":
        return _save_part(request, access, known, document, part)
    page = _page(known, known.text, document, part) | {"place": request.GET.get("place", "")[:MOST_KEY]}
    return render(request, "schemes/part.html", page)


@require_POST
@school_page(Permission.EDIT_SCHEMES)
def check_part(request: HttpRequest, access: Access, draft: int, part: str) -> HttpResponse:
    """Check what stands in the form now, without saving it."""
    known = load_draft(access, draft)
    try:
        document = open_document(known.text)
        fill_posted(document, read_part(part), request.POST)
    except (YAMLError, LookupError):
        raise Http404 from None
    text = save_document(document, known.text)
    return render(
        request, "schemes/checked.html", {**_page(known, text, open_document(text), part), "live": True}
    )


def _save_part(
    request: HttpRequest, access: Access, draft: SchemeDraft, document: Any, part: str
) -> HttpResponse:
    what, _, where = request.POST.get("do", "save").partition(":")
    shown = part
    try:
        fill_posted(document, read_part(part), request.POST)
        anchor = ""
        if what in {"add", "table", "remove", "up", "down"}:
            target = path_of(where[1:]) if where.startswith("/") else (*read_part(part), *path_of(where))
            reached = act(document, what, target, name=gettext("未命名"))
            shown = _shown_after(what, reached)
            own = reached[len(read_part(shown)) :]
            anchor = "#f-" + "-".join(map(str, own)) if own and what != "remove" else ""
    except LookupError:
        raise Http404 from None
    text = save_document(document, draft.text)
    try:
        mark = request.POST.get("known_as", "")
        change_draft(draft, text, known_as=mark, by=request.user, at=timezone.now())
    except (PolicyRefused, BanhengError) as refused:
        language = request_language()
        reason = refused.reason if isinstance(refused, PolicyRefused) else refusal_of(refused, language)
        page = {**_page(draft, text, open_document(text), part), "refusal": reason}
        return render(request, "schemes/part.html", page, status=409)
    if what == "save":
        messages.success(request, gettext("已保存。"))
    query = request.GET.urlencode() if "place" in request.GET else ""
    return redirect(_address(access, draft, shown) + (f"?{query}" if query else "") + anchor)


def _shown_after(what: str, reached: Path_) -> str:
    """Give the page on which the result of an action is seen."""
    return part_of((*reached, 0)) if what == "remove" else part_of((*reached, ""))


def _address(access: Access, draft: SchemeDraft, part: str) -> str:
    return reverse("schemes-part", kwargs={"school": access.school.code, "draft": draft.pk, "part": part})


def _page(draft: SchemeDraft, text: str, document: Any, part: str) -> dict[str, Any]:
    """Gather what the page of a part shows."""
    language = request_language()
    checked = check(text, language)
    entries = outline(document, checked, language)
    entry = next((each for each in entries if each.part == part), None)
    if entry is None:
        raise Http404
    form = form_of(document, read_part(part), entry.place, language)
    # notes say what the remarks in the form say already
    told = [finding for finding in checked.findings if finding.severity is not Severity.NOTE]
    own = [finding for finding in told if _belongs(finding.place.path, entry, entries)]
    attach(form, own)
    outcomes = outcomes_of(draft, language, text)
    return {
        "draft": draft,
        "known_as": text_mark(draft.text),
        "entries": entries,
        "entry": entry,
        "form": form,
        "fields": list(form.walk()),
        "own": own,
        "checked": checked,
        "others": len(told) - len(own),
        "next_blank": next_blank(document, part),
        "number_of_blanks": len(blanks_of(document)),
        "groups": buttons_of(checked.file.scheme, language) if checked.file else None,
        "item_code": form.place.rpartition("/")[2],
        "term": current_term(draft.school, timezone.localdate()),
        "outcomes": outcomes,
        "not_as_expected": failed(outcomes),
    }


def _belongs(place: str, entry: Entry, entries: list[Entry]) -> bool:
    """Tell whether a place is edited on this page and not on one below it."""
    places = {each.place for each in entries}
    while place not in places:
        place = place.rpartition("/")[0]
    return place == entry.place


@school_page(Permission.EDIT_SCHEMES)
def text_page(request: HttpRequest, access: Access, draft: int) -> HttpResponse:
    """Edit the text of a draft itself."""
    known = load_draft(access, draft)
    text, refusal = known.text, ""
    if request.method == "POST":
        text = request.POST.get("text", "").replace("\r\n", "\n")
        try:
            mark = request.POST.get("known_as", "")
            change_draft(known, text, known_as=mark, by=request.user, at=timezone.now())
        except PolicyRefused as refused:
            refusal = refused.reason
        except BanhengError as refused:
            refusal = gettext("没有保存：%(reason)s") % {"reason": refusal_of(refused, request_language())}
        else:
            messages.success(request, gettext("已保存。"))
            return redirect("schemes-text", school=access.school.code, draft=known.pk)
    page = {
        "draft": known,
        "text": text,
        "refusal": refusal,
        "known_as": text_mark(known.text),
        "checked": check(text, request_language()),
    }
    return render(request, "schemes/text.html", page, status=422 if refusal else 200)


@require_POST
@school_page(Permission.EDIT_SCHEMES)
def check_text(request: HttpRequest, access: Access, draft: int) -> HttpResponse:
    """Check a text as it stands in the page, without saving it."""
    known = load_draft(access, draft)
    text = request.POST.get("text", "").replace("\r\n", "\n")
    page = {"draft": known, "checked": check(text, request_language())}
    return render(request, "schemes/findings.html", page)


@school_page(Permission.EDIT_SCHEMES)
def download(request: HttpRequest, access: Access, draft: int) -> HttpResponse:  # noqa: ARG001 - a view
    """Give the text of a draft as a file."""
    known = load_draft(access, draft)
    return as_file(known.text, f"draft-{known.pk}.yaml")


@require_POST
@school_page(Permission.EDIT_SCHEMES)
def drop(request: HttpRequest, access: Access, draft: int) -> HttpResponse:
    """Throw a draft away."""
    known = load_draft(access, draft)
    known.delete()
    messages.success(request, gettext("草稿“%(title)s”已删除。") % {"title": known.title})
    return redirect("schemes", school=access.school.code)


@school_page(Permission.EDIT_SCHEMES)
@shows_results
def try_page(request: HttpRequest, access: Access, draft: int) -> HttpResponse:
    """Try a draft on a past period, beside the version that was in force; a post says what records count as."""
    known = load_draft(access, draft)
    if request.method == "POST":
        same_as = {
            name.removeprefix("match:"): request.POST[name][:MOST_KEY]
            for name in request.POST
            if name.startswith("match:") and len(name) <= MOST_KEY
        }
        known.same_as = {**known.same_as, **same_as}
        known.save(update_fields=["same_as"])
        return redirect(request.get_full_path())
    checked = check(known.text, request_language())
    blanks = len(checked.file.blanks()) if checked.file else 0
    page: dict[str, Any] = {"draft": known, "checked": checked, "blanks": blanks}
    if checked.file is not None and not blanks:
        scheme = checked.file.scheme
        periods = periods_to_try(access.school, scheme, access.day)
        wanted = request.GET.get("period")
        chosen = next(
            (each for each in periods if each.period.code == wanted), last_over(periods, access.day)
        )
        page |= {
            "periods": periods,
            "chosen": chosen,
            "trial": try_on(chosen, scheme, known.same_as) if chosen else None,
            "term": current_term(access.school, access.day),
        }
    return render(request, "schemes/try.html", page)


@school_page(Permission.EDIT_SCHEMES)
def record_page(request: HttpRequest, access: Access, draft: int) -> HttpResponse:
    """Put a draft on record as a version."""
    known = load_draft(access, draft)
    language, refusal = request_language(), ""
    if request.method == "POST":
        try:
            note = request.POST.get("note", "")
            version = put_on_record(known, note=note, by=request.user, at=timezone.now())
        except PolicyRefused as refused:
            refusal = refused.reason
        else:
            messages.success(request, gettext("%(version)s 已备案。") % {"version": version})
            return redirect("schemes-version", school=access.school.code, version=version.pk)
    checked = check(known.text, language)
    page: dict[str, Any] = {
        "draft": known,
        "checked": checked,
        "blanks": len(checked.file.blanks()) if checked.file else 0,
        "refusal": refusal,
        "open": open_places(known),
        "not_as_expected": failed(outcomes_of(known, language)),
    }
    if checked.file is not None:
        versions = SchemeVersion.objects.filter(school=access.school, code=checked.file.scheme.scheme)
        latest = versions.order_by("-number").first()
        page["latest"] = latest
        page["number"] = latest.number + 1 if latest else 1
        page["differences"] = compare(scheme_of(latest), checked.file.scheme, language) if latest else None
    return render(request, "schemes/record.html", page, status=422 if refusal else 200)
