"""What the clauses of a document that score nothing become: duties, rules about persons, targets."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from banheng.accounts.roles import Permission
from banheng.policies.models import SchemeSource
from banheng.web.loading import school_page
from banheng.web.schemes.loading import load_draft
from banheng.web.schemes.versions import as_file
from banheng.web.templatetags.points import request_language

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse
    from django.utils.functional import _StrPromise

    from banheng.accounts.access import Access
    from banheng.schemes.drafting.unscored import Drafted


class Kind(NamedTuple):
    """What clauses can become.

    Attributes:
        draft: names the function that drafts it; imported when it is wanted, as its patterns take half a second.
        page: where such a file is put in force; empty if no page of a school does that.
        keepers: who may open that page.
    """

    code: str
    name: _StrPromise
    draft: str
    page: str = ""
    keepers: tuple[Permission, ...] = ()


KINDS = (
    Kind(
        "duties",
        gettext_lazy("班主任常规"),
        "banheng.routines.drafting.duties.draft_duty_pack",
        "duties-new",
        (Permission.EDIT_DUTIES,),
    ),
    Kind(
        "eligibility",
        gettext_lazy("任职规则"),
        "banheng.eligibility.drafting.rules.draft_rule_pack",
        "eligibility-new",
        (Permission.KEEP_TEAM, Permission.DECIDE_TEAM),
    ),
    Kind("targets", gettext_lazy("目标责任书"), "banheng.bureau.targets.drafting.draft_letter"),
)


@require_GET
@school_page(Permission.EDIT_SCHEMES)
def unscored_page(request: HttpRequest, access: Access, draft: int) -> HttpResponse:
    """Show what was drafted from the other clauses, and what people have to decide about."""
    known, source = load_draft(access, draft), _load_source(access, draft)
    shown = []
    for kind in KINDS:
        drafted = _draft(source, kind)
        page = ""
        if drafted.text and kind.page and any(access.may(permission) for permission in kind.keepers):
            page = f"{reverse(kind.page, args=[access.school.code])}?document={known.pk}"
        undecided = [(each.clause, each.say(request_language())) for each in drafted.undecided]
        shown.append({"kind": kind, "drafted": drafted, "page": page, "undecided": undecided})
    return render(request, "schemes/unscored.html", {"draft": known, "shown": shown, "tab": "unscored"})


@require_GET
@school_page(Permission.EDIT_SCHEMES)
def unscored_file(request: HttpRequest, access: Access, draft: int, kind: str) -> HttpResponse:  # noqa: ARG001 - a view
    """Give a drafted file."""
    return as_file(_text(_load_source(access, draft), kind), f"{kind}-{draft}.yaml")


def drafted_text(access: Access, draft: str, kind: str) -> str:
    """Give the text of a drafted file for the page where such a file is put in force.

    Raises:
        Http404: the school has no such document, or nothing of the kind stands in it.
    """
    if not draft.isdigit():
        raise Http404
    return _text(_load_source(access, int(draft)), kind)


def _load_source(access: Access, draft: int) -> SchemeSource:
    source = SchemeSource.objects.filter(draft=load_draft(access, draft)).first()
    if source is None or not access.may(Permission.EDIT_SCHEMES):
        raise Http404
    return source


def _text(source: SchemeSource, code: str) -> str:
    kind = next((kind for kind in KINDS if kind.code == code), None)
    text = _draft(source, kind).text if kind else ""
    if not text:
        raise Http404
    return text


def _draft(source: SchemeSource, kind: Kind) -> Drafted:
    from banheng.schemes.drafting.unscored import unscored_clauses  # noqa: PLC0415 - as for Kind.draft

    title = source.report.get("title") or source.name
    drafted: Drafted = import_string(kind.draft)(title, unscored_clauses(source.text, source.report))
    return drafted
