"""The rules of a school: the library, the versions in force, and putting another one in force."""

from __future__ import annotations

from dataclasses import dataclass, field
from math import prod
from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from banheng.accounts.roles import Permission
from banheng.core.errors import SchemeInvalid, SchemeUnreadable
from banheng.development.errors import DevelopmentRefused
from banheng.development.models import RulesVersion
from banheng.development.rule_packs import end_rules, put_rules_in_force
from banheng.eligibility.linting import lint
from banheng.eligibility.loading import list_packs, load_pack, pack_path, parse_pack
from banheng.web.eligibility.saying import in_language, say_rules
from banheng.web.inputs import DateInput
from banheng.web.loading import school_page
from banheng.web.schemes.unscored import drafted_text
from banheng.web.templatetags.points import request_language

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from django.http import HttpRequest, QueryDict

    from banheng.accounts.access import Access
    from banheng.core.findings import Finding
    from banheng.eligibility.pack import RulePack

KEEPERS = (Permission.KEEP_TEAM, Permission.DECIDE_TEAM)
LONGEST_TEXT = 200_000
MOST_COMBINATIONS = 2_000
"""Choices of a pack are tried in all their combinations, unless there are more."""

CHOICE = "choice:"


class AdoptForm(forms.Form):
    text = forms.CharField(max_length=LONGEST_TEXT, strip=False)
    first = forms.DateField(label=_("从哪天起执行"), widget=DateInput())


class EndForm(forms.Form):
    last = forms.DateField(label=_("最后一天"), widget=DateInput())


@dataclass(frozen=True)
class Checked:
    """What a text comes to.

    Attributes:
        refusal: why it cannot be read at all.
        settings: name, options and what is chosen of each setting.
    """

    refusal: str = ""
    findings: Sequence[Finding] = ()
    pack: RulePack | None = None
    settings: Sequence[Mapping[str, Any]] = field(default_factory=list)


@school_page(Permission.SEE_TEAM)
def rules(request: HttpRequest, access: Access) -> HttpResponse:
    """List the versions of the school, and the packs of the library."""
    versions = list(access.school.rule_packs.select_related("decided_by").order_by("code", "-number"))
    page = {
        "versions": versions,
        "in_force": [each for each in versions if _holds(each, access)],
        "library": [_card(code) for code in list_packs()],
        "may_edit": _may_edit(access),
        "tab": "rules",
    }
    return render(request, "eligibility/rules.html", page)


@school_page(Permission.SEE_TEAM)
def library_one(request: HttpRequest, access: Access, code: str) -> HttpResponse:
    """Show a pack of the library in words: its rules, what it leaves open, and what follows from each option."""
    file = parse_pack(_library_text(code))
    page = {
        "code": code,
        "pack": file.pack,
        "title": in_language(file.pack.title, file.pack.title_en),
        "settings": _settings(file.pack, file.pack.choices()),
        "rules": say_rules(file.pack, file.pack.rules),
        "open": file.still_open(),
        "may_edit": _may_edit(access),
    }
    return render(request, "eligibility/library_one.html", page)


@school_page(Permission.SEE_SCHOOL)
def version_page(request: HttpRequest, access: Access, version: int) -> HttpResponse:
    """Show a version in words, for everybody it concerns."""
    return _version(request, access, _load(access, version), EndForm(initial={"last": access.day}))


@school_page(Permission.SEE_SCHOOL)
def version_text(_request: HttpRequest, access: Access, version: int) -> HttpResponse:
    """Give the text of a version, to be shared with another school."""
    found = _load(access, version)
    return _as_file(found.text, found.code)


@school_page(*KEEPERS)
def new(request: HttpRequest, access: Access) -> HttpResponse:
    """Begin with a pack of the library or a version: settle what is open, change the text."""
    text, choices = "", {}
    if code := request.GET.get("from", ""):
        text = _library_text(code)
    elif (number := request.GET.get("version", "")).isdigit():
        found = _load(access, int(number))
        text, choices = found.text, found.choices
    elif document := request.GET.get("document", ""):
        text = drafted_text(access, document, "eligibility")
    return _editor(request, access, text, choices, AdoptForm(initial={"first": access.day}))


@require_POST
@school_page(*KEEPERS)
def check_text(request: HttpRequest, access: Access) -> HttpResponse:  # noqa: ARG001 - a view
    """Check a text as it stands in the page."""
    text = _posted_text(request)
    return render(request, "eligibility/checked.html", {"checked": check(text, _choices(request.POST))})


@require_POST
@school_page(*KEEPERS)
def download(request: HttpRequest, access: Access) -> HttpResponse:  # noqa: ARG001 - a view
    """Give the text of the page as a file, to be handed to whoever decides or to another school."""
    return _as_file(_posted_text(request), "rules")


@require_POST
@school_page(Permission.DECIDE_TEAM)
def adopt(request: HttpRequest, access: Access) -> HttpResponse:
    """Put the rules of the page in force."""
    text, form = _posted_text(request), AdoptForm(request.POST)
    choices = _choices(request.POST)
    if form.is_valid():
        try:
            made = put_rules_in_force(
                access.school,
                text,
                _of_pack(text, choices),
                first=form.cleaned_data["first"],
                by=access.user,
                at=timezone.now(),
            )
        except DevelopmentRefused as refused:
            form.add_error(None, refused.reason)
        else:
            messages.success(
                request,
                gettext("“%(title)s”从 %(first)s 起执行。")
                % {"title": made.title, "first": made.first.isoformat()},
            )
            return redirect("eligibility-version", access.school.code, made.pk)
    return _editor(request, access, text, choices, form)


@require_POST
@school_page(Permission.DECIDE_TEAM)
def end(request: HttpRequest, access: Access, version: int) -> HttpResponse:
    """Let a version hold until a day."""
    found, form = _load(access, version), EndForm(request.POST)
    if not form.is_valid():
        return _version(request, access, found, form)
    end_rules(found, last=form.cleaned_data["last"])
    messages.success(request, gettext("已停止执行。以前的判断不受影响。"))
    return redirect("eligibility-rules", access.school.code)


def check(text: str, choices: Mapping[str, str]) -> Checked:
    """Find what is wrong with a text, and what is to be chosen."""
    try:
        file = parse_pack(text, name=gettext("规则"))
    except SchemeInvalid as invalid:
        return Checked(findings=invalid.findings)
    except SchemeUnreadable as unreadable:
        return Checked(refusal=unreadable.say(request_language()))
    chosen = {
        setting.code: choices[setting.code] for setting in file.pack.settings if setting.code in choices
    }
    found = file.still_open(chosen)
    if prod(len(setting.options) for setting in file.pack.settings) <= MOST_COMBINATIONS:
        still_open = {finding.id for finding in file.still_open()}
        found += [finding for finding in lint(file) if finding.id not in still_open]
    return Checked("", found, file.pack, _settings(file.pack, file.pack.choices(chosen)))


def _settings(pack: RulePack, chosen: Mapping[str, str]) -> list[dict[str, Any]]:
    return [
        {
            "code": setting.code,
            "name": in_language(setting.name, setting.name_en),
            "clauses": " ".join(setting.clause),
            "chosen": chosen.get(setting.code, ""),
            "options": [
                {
                    "code": option.code,
                    "name": in_language(option.name, option.name_en),
                    "consequence": in_language(option.consequence, option.consequence_en),
                    "is_chosen": chosen.get(setting.code) == option.code,
                }
                for option in setting.options
            ],
        }
        for setting in pack.settings
    ]


def _editor(
    request: HttpRequest, access: Access, text: str, choices: Mapping[str, str], form: AdoptForm
) -> HttpResponse:
    page = {
        "form": form,
        "text": text,
        "checked": check(text, choices) if text.strip() else None,
        "may_decide": access.may(Permission.DECIDE_TEAM),
    }
    return render(request, "eligibility/new.html", page, status=422 if form.errors else 200)


def _version(request: HttpRequest, access: Access, found: RulesVersion, form: EndForm) -> HttpResponse:
    in_force = found.rules
    page = {
        "version": found,
        "settings": _settings(in_force.pack, in_force.choices),
        "rules": say_rules(in_force.pack, in_force.rules),
        "clauses": " ".join(in_force.pack.source.clauses),
        "runs": found.last is None or found.last >= access.day,
        "may_edit": _may_edit(access),
        "may_decide": access.may(Permission.DECIDE_TEAM),
        "form": form,
    }
    return render(request, "eligibility/version.html", page, status=422 if form.errors else 200)


def _card(code: str) -> dict[str, Any]:
    file = load_pack(pack_path(code))
    return {
        "code": code,
        "title": in_language(file.pack.title, file.pack.title_en),
        "rules": len(file.pack.rules),
        "settings": len(file.pack.settings),
        "open": len(file.still_open()),
    }


def _library_text(code: str) -> str:
    try:
        return pack_path(code).read_text(encoding="utf-8")
    except SchemeUnreadable as unknown:
        raise Http404 from unknown


def _posted_text(request: HttpRequest) -> str:
    return request.POST.get("text", "").replace("\r\n", "\n")[:LONGEST_TEXT]


def _choices(posted: QueryDict) -> dict[str, str]:
    return {name.removeprefix(CHOICE): posted[name] for name in posted if name.startswith(CHOICE)}


def _of_pack(text: str, choices: Mapping[str, str]) -> dict[str, str]:
    """Leave out choices of settings that the text no longer has."""
    checked = check(text, choices)
    if checked.pack is None:
        return dict(choices)
    return {each.code: choices[each.code] for each in checked.pack.settings if each.code in choices}


def _as_file(text: str, name: str) -> HttpResponse:
    response = HttpResponse(text, content_type="application/yaml; charset=utf-8")
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=f"{name}.yaml")
    return response


def _holds(version: RulesVersion, access: Access) -> bool:
    return version.first <= access.day and (version.last is None or version.last >= access.day)


def _may_edit(access: Access) -> bool:
    return any(access.may(permission) for permission in KEEPERS)


def _load(access: Access, version: int) -> RulesVersion:
    return get_object_or_404(RulesVersion, school=access.school, pk=version)
