"""Open a page of the rota: the term, the week, the duty or the post must be the school's."""

from __future__ import annotations

from datetime import date
from functools import wraps
from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect

from banheng.accounts.errors import AccountRefused
from banheng.ledger.duties import DutyRefused
from banheng.ledger.duty_weeks import find_week
from banheng.ledger.models import Duty, Post
from banheng.schools.models import Term

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse

    from banheng.accounts.access import Access
    from banheng.ledger.duty_weeks import TeachingWeek

    Act = Callable[..., HttpResponse]


def terms_of(access: Access) -> list[Term]:
    """List the school's terms, latest first."""
    terms = Term.objects.filter(academic_year__school=access.school)
    return list(terms.select_related("academic_year").order_by("-first"))


def choose_term(request: HttpRequest, access: Access) -> Term | None:
    """Give the term that the address names (`term=2026-2027-1`), else that of the day or the next to come.

    Raises:
        Http404: the school has no such term.
    """
    terms = terms_of(access)
    if named := request.GET.get("term") or request.POST.get("term"):
        found = next((term for term in terms if term.code == named), None)
        if found is None:
            raise Http404
        return found
    not_over = [term for term in terms if term.last >= access.day]
    return not_over[-1] if not_over else next(iter(terms), None)


def load_week(access: Access, monday: str) -> TeachingWeek:
    """Give a teaching week by its Monday as in `2026-10-19`.

    Raises:
        Http404: no term has such a week.
    """
    try:
        found = find_week(access.school, date.fromisoformat(monday))
    except ValueError as malformed:
        raise Http404 from malformed
    if found is None:
        raise Http404
    return found


def load_duty(week: TeachingWeek, number: int) -> Duty:
    """Give a duty of a week.

    Raises:
        Http404: nobody stands there any more, or it is of another week.
    """
    found = (
        Duty.objects.filter(week=week.duty_week, pk=number)
        .select_related("week__school", "post", "user")
        .first()
    )
    if week.duty_week is None or found is None:
        raise Http404
    return found


def load_post(access: Access, number: int) -> Post:
    """Give a post that is in use.

    Raises:
        Http404: the school has no such post.
    """
    found = Post.objects.filter(school=access.school, pk=number, retired=False).first()
    if found is None:
        raise Http404
    return found


def goes_back_to_week(act: Act) -> Act:
    """Show the week again after an act, with the reason if it was refused."""

    @wraps(act)
    def done(request: HttpRequest, access: Access, monday: str, **arguments: object) -> HttpResponse:
        try:
            said = act(request, access, load_week(access, monday), **arguments)
        except (DutyRefused, AccountRefused) as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, said)
        return redirect("rota-week", school=access.school.code, monday=monday)

    return done
