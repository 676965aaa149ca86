"""What an inspector's phone would show under a draft: the screen's own buttons, which record nothing here."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.shortcuts import render
from django.views.decorators.http import require_GET

from banheng.accounts.roles import Permission
from banheng.ledger.checklists import checklist_of
from banheng.ledger.limits import INSPECTED
from banheng.schemes.scheme import ADJUSTING
from banheng.schools.classes import classes_on
from banheng.web.loading import school_page
from banheng.web.schemes.loading import load_draft
from banheng.web.schemes.outline import check
from banheng.web.templatetags.points import request_language

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from banheng.accounts.access import Access


@require_GET
@school_page(Permission.EDIT_SCHEMES)
def screen_preview(request: HttpRequest, access: Access, draft: int) -> HttpResponse:
    """Show the screen as somebody who inspects the whole school would have it."""
    known = load_draft(access, draft)
    checked = check(known.text, request_language())
    page: dict[str, Any] = {"draft": known, "tab": "preview", "is_scheme": checked.file is not None}
    if checked.file is not None:
        every = checklist_of(checked.file.scheme, request_language())
        items = [item for item in every if item.source in INSPECTED]
        page |= {
            "class_year": next(iter(classes_on(access.school, access.day)), None),
            "items": items,
            "registered": [
                item for item in every if item not in items and item.source not in {*ADJUSTING, "survey"}
            ],
            "praise": [(item, choice) for item in items for choice in item.choices if choice.gain > 0],
        }
    return render(request, "schemes/screen_preview.html", page)
