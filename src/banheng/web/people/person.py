from __future__ import annotations

from typing import TYPE_CHECKING

from allauth.account.decorators import reauthentication_required
from allauth.mfa.models import Authenticator
from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_POST

from banheng.accounts import resetting
from banheng.accounts.access import access as find_access
from banheng.accounts.models import held_on
from banheng.accounts.people import belongs_to
from banheng.accounts.roles import Permission
from banheng.accounts.second_factors import FACTORS
from banheng.web.loading import school_page
from banheng.web.people.forms import GrantForm
from banheng.web.people.loading import load_own_person, load_person, says_refusal
from banheng.web.people.opening import show_slips

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from banheng.accounts.access import Access
    from banheng.accounts.models import User


@school_page(Permission.EDIT_ACCOUNTS)
@require_GET
def person(request: HttpRequest, access: Access, user: int) -> HttpResponse:
    """Show what somebody holds and held here, and what was changed by whom."""
    form = GrantForm(school=access.school, day=access.day)
    return show_person(request, access, load_person(access, user), form)


def show_person(request: HttpRequest, access: Access, account: User, form: GrantForm) -> HttpResponse:
    """Show a person's page with the form for a new role as it is."""
    grants = account.role_grants.filter(school=access.school).select_related("grade", "school_class")
    now = grants.filter(held_on(access.day)) | grants.filter(first__gt=access.day, withdrawn_at__isnull=True)
    events = account.events.filter(school=access.school).select_related(
        "by", "grant", "grant__grade", "grant__school_class"
    )
    kinds = Authenticator.objects.filter(user=account, type__in=FACTORS).values_list("type", flat=True)
    return render(
        request,
        "people/person.html",
        {
            "person": account,
            "form": form,
            "is_own": belongs_to(account, access.school),
            "is_oneself": account == request.user,
            "homeroom": find_access(account, access.school, access.day).homeroom_classes(),
            "now": now.order_by("first"),
            "past": grants.exclude(pk__in=now).order_by("-first"),
            "events": events[:100],
            "has_second_factor": bool(kinds),
        },
    )


@school_page(Permission.EDIT_ACCOUNTS)
@require_POST
@reauthentication_required
@says_refusal
def password(request: HttpRequest, access: Access, user: int) -> HttpResponse:
    """Give somebody a new first password, on a slip."""
    slip = resetting.reset_password(load_own_person(access, user), at=timezone.now(), by=request.user)
    return show_slips(request, [slip])


@school_page(Permission.EDIT_ACCOUNTS)
@require_POST
@reauthentication_required
@says_refusal
def factor(request: HttpRequest, access: Access, user: int) -> HttpResponse:
    """Take away somebody's second factor, so that they can set up a new one."""
    resetting.reset_second_factor(load_own_person(access, user), at=timezone.now(), by=request.user)
    messages.success(request, gettext("第二重验证已清除，可以用密码登录后重新设置。"))
    return redirect("people-person", school=access.school.code, user=user)


@school_page(Permission.EDIT_ACCOUNTS)
@require_POST
def sign_out(request: HttpRequest, access: Access, user: int) -> HttpResponse:
    """End somebody's sessions."""
    resetting.sign_out_everywhere(load_own_person(access, user), at=timezone.now(), by=request.user)
    messages.success(request, gettext("已在所有设备上退出。"))
    return redirect("people-person", school=access.school.code, user=user)


@school_page(Permission.EDIT_ACCOUNTS)
@require_POST
@says_refusal
def deactivate(request: HttpRequest, access: Access, user: int) -> HttpResponse:
    """Shut an account at once."""
    resetting.deactivate(load_own_person(access, user), at=timezone.now(), by=request.user)
    messages.success(request, gettext("账号已停用，登录已全部结束。"))
    return redirect("people-person", school=access.school.code, user=user)


@school_page(Permission.EDIT_ACCOUNTS)
@require_POST
@reauthentication_required
def activate(request: HttpRequest, access: Access, user: int) -> HttpResponse:
    """Open a shut account again."""
    resetting.activate(load_own_person(access, user), at=timezone.now(), by=request.user)
    messages.success(request, gettext("账号已恢复，密码不变。"))
    return redirect("people-person", school=access.school.code, user=user)
