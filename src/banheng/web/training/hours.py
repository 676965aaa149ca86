"""Who still lacks what, all of them and one by one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404
from django.shortcuts import render

from banheng.accounts.roles import Permission
from banheng.development.training.hours import needs_of, needs_of_all, totals, trained
from banheng.reports.contents.training_plan import training_needs
from banheng.schools.models import Staff
from banheng.web.loading import school_page
from banheng.web.reports.answering import answer
from banheng.web.training.loading import tabs
from banheng.web.training.saying import say_facts, say_need, say_needs, say_totals

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from banheng.accounts.access import Access


@school_page(Permission.SEE_TEAM)
def lacks(request: HttpRequest, access: Access) -> HttpResponse:
    """List who lacks training by the rules in force, and who may not begin yet."""
    needs = needs_of_all(access.school, access.day)
    rows = [(each, [say_need(answer) for answer in each.lacking]) for each in needs if each.answers]
    shown = {
        "in_post": [(each.staff, said) for each, said in rows if each.in_post and said],
        "resting": [
            (each.staff, said) for each, said in rows if each.has_served and not each.in_post and said
        ],
        "before": [(each.staff, said) for each, said in rows if not each.has_served],
        "complete": sum(1 for each, said in rows if each.in_post and not said),
        "has_rules": bool(rows),
        **tabs(access, "lacks"),
    }
    return render(request, "training/lacks.html", shown)


@school_page(Permission.SEE_TEAM)
def lacks_file(request: HttpRequest, access: Access, form: str) -> HttpResponse:
    """Give the list as a file."""
    rows = [
        (each.staff, said)
        for each in needs_of_all(access.school, access.day)
        if (said := [say_need(answer) for answer in each.lacking])
    ]
    return answer(request, training_needs(access.school.name, rows, access.day), form)


@school_page(Permission.SEE_TEAM)
def person(request: HttpRequest, access: Access, staff: int) -> HttpResponse:
    """Show the hours of one teacher, and what is missing."""
    found = Staff.objects.filter(school=access.school, pk=staff).select_related("school").first()
    if found is None:
        raise Http404
    facts = trained(found)
    (needs,) = needs_of(access.school, [found], access.day)
    shown = {
        "person": found,
        "needs": say_needs(needs),
        "totals": say_totals(totals(facts)),
        "facts": say_facts(facts),
        **tabs(access, "lacks"),
    }
    return render(request, "training/person.html", shown)
