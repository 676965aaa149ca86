from __future__ import annotations

from typing import TYPE_CHECKING

from allauth.mfa.models import Authenticator
from django.core.paginator import Paginator
from django.db.models import Exists, OuterRef, Prefetch, Q
from django.shortcuts import render
from django.views.decorators.http import require_GET

from banheng.accounts.models import RoleGrant, held_on
from banheng.accounts.people import accounts_of
from banheng.accounts.roles import Permission, Role
from banheng.accounts.second_factors import FACTORS
from banheng.schools.models import Posting, Staff
from banheng.web.loading import school_page

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from banheng.accounts.access import Access


@school_page(Permission.EDIT_ACCOUNTS)
@require_GET
def people(request: HttpRequest, access: Access) -> HttpResponse:
    """List the school's accounts with what they hold today; pupils stand on the page of passes."""
    grants = RoleGrant.objects.filter(held_on(access.day), school=access.school).order_by("role")
    classes = "school_class__years__academic_year"
    held = grants.select_related("grade", "school_class").prefetch_related(classes)
    postings = Posting.objects.filter(
        Q(last__isnull=True) | Q(last__gte=access.day),
        first__lte=access.day,
        school_class__school=access.school,
    ).select_related("school_class")
    accounts = (
        accounts_of(access.school)
        .exclude(Q(staff__isnull=True) & Q(role_grants__role=Role.PUPIL_INSPECTOR))
        .distinct()
        .prefetch_related(
            Prefetch("role_grants", held, "held"),
            Prefetch("staff__postings", postings.prefetch_related(classes), "held"),
        )
        .annotate(
            has_second_factor=Exists(Authenticator.objects.filter(user=OuterRef("pk"), type__in=FACTORS))
        )
    )
    asked = request.GET.get("q", "").strip()
    if asked:
        accounts = accounts.filter(
            Q(name__icontains=asked) | Q(username__icontains=asked) | Q(staff__code__icontains=asked)
        )
    without = Staff.objects.filter(school=access.school, left__isnull=True, user__isnull=True).count()
    page = Paginator(accounts, 50).get_page(request.GET.get("page"))
    return render(request, "people/people.html", {"page": page, "asked": asked, "without": without})
