"""The marked places of a document, one after the other: what is wrong, what to do, where in the form."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext
from ruamel.yaml.error import YAMLError

from banheng.accounts.roles import Permission
from banheng.policies.errors import PolicyRefused
from banheng.policies.marked_places import MarkedPlace, places_of, unsettled
from banheng.policies.models import SchemeSource
from banheng.policies.settling_places import reopen_place, settle_place
from banheng.schemes.saving import open_document
from banheng.web.loading import school_page
from banheng.web.schemes.blanks import form_place
from banheng.web.schemes.loading import load_draft

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from banheng.accounts.access import Access
    from banheng.policies.models import SchemeDraft, SchemeVersion

AROUND = 60
"""Characters of the document shown before and behind the place."""


@school_page(Permission.EDIT_SCHEMES)
def repair_page(request: HttpRequest, access: Access, draft: int) -> HttpResponse:
    """Show one marked place and the list of all; a post says how the place was settled and goes on to the next."""
    found = load_draft(access, draft)
    source = SchemeSource.objects.filter(draft=found).first()
    if source is None:
        raise Http404
    places = places_of(source, found.text)
    wanted = request.POST.get("place") or request.GET.get("place")
    place = next((each for each in places if each.key == wanted), None)
    refusal = ""
    if request.method == "POST":
        if place is None:
            raise Http404
        if request.POST.get("do") == "reopen":
            reopen_place(source, place)
            return redirect(repair_address(access, found, place))
        try:
            settle_place(source, place, request.POST.get("word", ""), by=access.user, at=timezone.now())
        except PolicyRefused as refused:
            refusal = refused.reason
        else:
            onward = next_open(places, place)
            if onward is None:
                messages.success(request, gettext("标出的地方都处理完了。"))
            return redirect(repair_address(access, found, onward or place))
    place = place or next(iter(unsettled(places)), next(iter(places), None))
    page: dict[str, Any] = {
        "draft": found,
        "tab": "repair",
        "places": places,
        "open": len(unsettled(places)),
        "refusal": refusal,
        "word": request.POST.get("word", ""),
    }
    if place is not None:
        start, end = place.span
        number = places.index(place)
        page |= {
            "place": place,
            "number": number + 1,
            "before": source.text[max(0, start - AROUND) : start],
            "quoted": source.text[start:end],
            "behind": source.text[end : end + AROUND],
            "form": form_address(access, found, place),
            "previous": places[number - 1] if number else None,
            "next": places[number + 1] if number + 1 < len(places) else None,
        }
    return render(request, "schemes/repair.html", page, status=422 if refusal else 200)


def next_open(places: list[MarkedPlace], place: MarkedPlace) -> MarkedPlace | None:
    """Give the next place that is not settled, behind this one or from the beginning again; None if none is left."""
    number = places.index(place)
    return next((each for each in [*places[number + 1 :], *places[:number]] if not each.settled), None)


def repair_address(access: Access, draft: SchemeDraft, place: MarkedPlace) -> str:
    """Give the page of a place."""
    address = reverse("schemes-repair", kwargs={"school": access.school.code, "draft": draft.pk})
    return f"{address}?{urlencode({'place': place.key})}"


def form_address(access: Access, draft: SchemeDraft, place: MarkedPlace) -> str:
    """Give the field of the form in which a place is repaired; where the scheme has nothing of it, the first page."""
    part, field = "head", ""
    if place.path is not None:
        try:
            found = form_place(open_document(draft.text), place.path)
            part, field = found.part, found.field
        except (YAMLError, LookupError):
            pass
    known = {"school": access.school.code, "draft": draft.pk, "part": part}
    query = urlencode({"place": place.key})
    return f"{reverse('schemes-part', kwargs=known)}?{query}" + (f"#{field}" if field else "")


def open_places(owner: SchemeDraft | SchemeVersion) -> int:
    """Count the places that nobody has settled; 0 for what was made without a document."""
    source = getattr(owner, "source", None)
    return len(unsettled(places_of(source, owner.text))) if source else 0
