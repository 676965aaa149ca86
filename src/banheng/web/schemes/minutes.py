"""Minutes for the staff meeting about a draft, to look at and to take away."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.views.decorators.http import require_GET

from banheng.accounts.roles import Permission
from banheng.policies.marked_places import places_of
from banheng.policies.own_checks import outcomes_of
from banheng.reports.contents.scheme_minutes import Tried, scheme_minutes
from banheng.schools.calendars import current_term
from banheng.schools.saying_dates import period_name
from banheng.web.choosing import shows_results
from banheng.web.loading import school_page
from banheng.web.reports.answering import answer
from banheng.web.schemes.loading import load_draft
from banheng.web.schemes.outline import check
from banheng.web.schemes.trying import last_over, periods_to_try, replaced_by, try_on
from banheng.web.templatetags.points import request_language

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from banheng.accounts.access import Access
    from banheng.policies.models import SchemeDraft
    from banheng.schemes.scheme import Scheme


@require_GET
@school_page(Permission.EDIT_SCHEMES)
@shows_results
def minutes(request: HttpRequest, access: Access, draft: int, form: str) -> HttpResponse:
    """Give the minutes; a draft that cannot be read yet has none."""
    known = load_draft(access, draft)
    checked = check(known.text, request_language())
    if checked.file is None:
        messages.warning(request, gettext("方案还有写法错误，不能做会议纪要。请先改正。"))
        return redirect("schemes-text", school=access.school.code, draft=known.pk)
    scheme, source = checked.file.scheme, getattr(known, "source", None)
    document = scheme_minutes(
        known,
        scheme,
        source=source,
        before=replaced_by(access.school, scheme, access.day),
        places=places_of(source, known.text) if source else (),
        tried=None if checked.file.blanks() else _tried(access, known, scheme),
        checks=outcomes_of(known, request_language()),
    )
    return answer(request, document, form)


def _tried(access: Access, draft: SchemeDraft, scheme: Scheme) -> Tried | None:
    chosen = last_over(periods_to_try(access.school, scheme, access.day), access.day)
    if chosen is None:
        return None
    trial = try_on(chosen, scheme, draft.same_as)
    name = period_name(chosen.period, current_term(access.school, access.day))
    return Tried(name, trial.comparison, trial.left_out)
