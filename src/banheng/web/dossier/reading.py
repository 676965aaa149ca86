"""Dossiers as pages and as documents, the list of teachers, and what waits to be confirmed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.shortcuts import render
from django.utils.translation import gettext

from banheng.accounts.roles import Permission
from banheng.development.dossier.asking import OF_THE_OFFICE, say_content
from banheng.development.dossier.counting import COUNTABLE
from banheng.development.dossier.reading import chapters_of, hours_of
from banheng.development.dossier.vocabulary import vocabulary_of
from banheng.development.eligible import answered
from banheng.development.models import Fact
from banheng.development.results import results_of
from banheng.eligibility.pack import RuleKind
from banheng.reports.contents.dossier import dossier_document
from banheng.schools.calendars import current_term
from banheng.schools.models import Posting, Staff
from banheng.web.dossier.loading import is_own, load_staff, sees_incidents
from banheng.web.eligibility.saying import GROUPS, is_confidential, shown
from banheng.web.loading import school_page
from banheng.web.reports.answering import answer as answer_with

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from banheng.accounts.access import Access

ROWS_A_PAGE = 100
TRAINING = frozenset({RuleKind.HOURS, RuleKind.PRACTICE, RuleKind.START})


@school_page(Permission.SEE_SCHOOL)
def dossiers(request: HttpRequest, access: Access) -> HttpResponse:
    """List the teachers to those who see the team, and show everybody else their own dossier."""
    if not access.may(Permission.SEE_TEAM):
        own = (
            Staff.objects.select_related("school")
            .filter(pk=access.user.staff_id, school=access.school)
            .first()
        )
        return _dossier(request, access, own) if own else render(request, "dossier/none.html")
    wanted, who = request.GET.get("q", "").strip(), request.GET.get("who", "homeroom")
    staff = Staff.objects.filter(Q(left=None) | Q(left__gte=access.day), school=access.school)
    if wanted:
        staff = staff.filter(Q(name__icontains=wanted) | Q(code__iexact=wanted))
    elif who != "all":
        held = Posting.objects.filter(
            Q(last=None) | Q(last__gte=access.day),
            role=Posting.Role.HOMEROOM_TEACHER,
            first__lte=access.day,
            school_class__school=access.school,
        )
        staff = staff.filter(pk__in=held.values("staff"))
    stands = Q(facts__withdrawn_at=None)
    if not (access.may(Permission.KEEP_TEAM) or access.may(Permission.DECIDE_TEAM)):
        stands &= ~Q(facts__kind=Fact.Kind.INCIDENT)
    staff = staff.annotate(
        confirmed=Count("facts", filter=stands & Q(facts__confirmed_at__isnull=False)),
        waits=Count("facts", filter=stands & Q(facts__confirmed_at=None)),
    )
    page = {
        "staff": Paginator(staff.order_by("code"), ROWS_A_PAGE).get_page(request.GET.get("page")),
        "wanted": wanted,
        "who": who,
        "own": access.user.staff_id,
        "waiting": _waiting(access).count(),
        "may_keep": access.may(Permission.KEEP_TEAM),
    }
    return render(request, "dossier/dossiers.html", page)


@school_page(Permission.SEE_SCHOOL)
def dossier(request: HttpRequest, access: Access, staff: int) -> HttpResponse:
    """Show a dossier."""
    return _dossier(request, access, load_staff(access, staff, Permission.SEE_TEAM))


def _dossier(request: HttpRequest, access: Access, found: Staff) -> HttpResponse:
    own, keeps = is_own(access, found), access.may(Permission.KEEP_TEAM)
    kinds = [kind for kind in Fact.Kind if keeps or (own and kind not in OF_THE_OFFICE)]
    page = {
        **_contents(access, found),
        "is_own": own,
        "may_keep": keeps,
        "may_add": keeps or own,
        "kinds": kinds,
        "countable": COUNTABLE,
        "term": current_term(access.school, access.day),
    }
    return render(request, "dossier/dossier.html", page)


@school_page(Permission.SEE_SCHOOL)
def document(request: HttpRequest, access: Access, staff: int, form: str) -> HttpResponse:
    """Give a dossier as a document."""
    found = load_staff(access, staff, Permission.SEE_TEAM)
    contents = _contents(access, found)
    document = dossier_document(
        found,
        access.day,
        chapters=contents["chapters"],
        hours=contents["hours"],
        lacking=[
            gettext("%(label)s：%(value)s") % {"label": each.name, "value": gettext("；").join(each.reasons)}
            for each in contents["lacking"]
        ],
        results=contents["results"],
    )
    return answer_with(request, document, form)


@school_page(Permission.KEEP_TEAM)
def waiting(request: HttpRequest, access: Access) -> HttpResponse:
    """List what teachers entered and nobody has confirmed, the oldest first."""
    vocabulary = vocabulary_of(access.school, access.day)
    page = {
        "facts": [
            (fact, say_content(Fact.Kind(fact.kind), fact.content, vocabulary))
            for fact in _waiting(access).select_related("staff").order_by("entered_at")
        ]
    }
    return render(request, "dossier/waiting.html", page)


def _waiting(access: Access) -> Any:
    return Fact.objects.filter(staff__school=access.school, confirmed_at=None, withdrawn_at=None)


def _contents(access: Access, staff: Staff) -> dict[str, Any]:
    incidents = sees_incidents(access, staff)
    (found,) = answered(access.school, [staff], access.day)
    said = [
        shown(version, each) for version, each in found.answers if incidents or not is_confidential(each.rule)
    ]
    return {
        "person": staff,
        "chapters": chapters_of(staff, access.day, with_incidents=incidents),
        "hours": hours_of(staff, access.day),
        "lacking": [each for each in said if each.rule.kind in TRAINING and each.group.code != "fine"],
        "counts": [(group, sum(each.group is group for each in said)) for group in GROUPS] if said else [],
        "results": results_of(staff),
    }
