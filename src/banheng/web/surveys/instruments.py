"""The school's own questionnaires: their versions, and drafts begun with one of the library or with a version."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from banheng.accounts.roles import Permission
from banheng.ledger.language import request_language
from banheng.questionnaires.loading import instrument_text, list_instruments, parse_instrument
from banheng.surveys.drafting import begin_draft
from banheng.surveys.groups import GROUP_NAMES
from banheng.surveys.models import InstrumentVersion
from banheng.web.loading import school_page
from banheng.web.surveys.forms import library_titles
from banheng.web.surveys.saying import question_inputs

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from banheng.accounts.access import Access

NEW = "new"
EMPTY = """\
instrument: own
title: 本校问卷
groups: [pupil, guardian]
questions:
  - {code: overall, text: 总的来说，您满意吗？, kind: score, greatest: 5}
"""


@require_GET
@school_page(Permission.RUN_SURVEYS)
def instruments(request: HttpRequest, access: Access) -> HttpResponse:
    """List drafts, versions, and the library to copy from."""
    shown = {
        "drafts": access.school.instrument_drafts.select_related("changed_by"),
        "versions": access.school.instrument_versions.select_related("created_by"),
        "library": library_titles(),
    }
    return render(request, "surveys/instruments.html", shown)


@require_GET
@school_page(Permission.RUN_SURVEYS)
def version_page(request: HttpRequest, access: Access, version: int) -> HttpResponse:
    """Show a version as each group that answers sees it."""
    found = _load(access, version)
    instrument = parse_instrument(found.text).instrument
    language = request_language()
    groups = [
        (GROUP_NAMES[group], question_inputs(instrument, group, {}, {}, language))
        for group in instrument.groups
    ]
    shown = {
        "version": found,
        "instrument": instrument,
        "introduction": instrument.introduce(language),
        "groups": groups,
    }
    return render(request, "surveys/instrument.html", shown)


@require_POST
@school_page(Permission.RUN_SURVEYS)
def copy(request: HttpRequest, access: Access) -> HttpResponse:
    """Begin a draft."""
    source = request.POST.get("source", "")
    if source == NEW:
        text = EMPTY
    elif source.startswith("own:") and source[4:].isdecimal():
        text = _load(access, int(source[4:])).text
    elif source in list_instruments():
        text = instrument_text(source)
    else:
        raise Http404
    draft = begin_draft(access.school, text, by=access.user, at=timezone.now())
    return redirect("surveys-draft", access.school.code, draft.pk)


def _load(access: Access, version: int) -> InstrumentVersion:
    return get_object_or_404(InstrumentVersion, school=access.school, pk=version)
