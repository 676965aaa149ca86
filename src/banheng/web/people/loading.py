"""Open a person's page: the account must be one of the school's, and for some acts the school's own."""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect
from django.utils.translation import gettext

from banheng.accounts.errors import AccountRefused
from banheng.accounts.people import accounts_of, belongs_to

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse

    from banheng.accounts.access import Access
    from banheng.accounts.models import User

    Act = Callable[..., HttpResponse]


def load_person(access: Access, number: int) -> User:
    """Give an account that belongs to the school or has or had a role in it.

    Raises:
        Http404: the school has no such account.
    """
    found = accounts_of(access.school).filter(pk=number).first()
    if found is None:
        raise Http404
    return found


def load_own_person(access: Access, number: int) -> User:
    """Give an account whose password the school may reset.

    Raises:
        Http404: the school has no such account.
        PermissionDenied: it is kept elsewhere or holds roles elsewhere.
    """
    found = load_person(access, number)
    if not belongs_to(found, access.school):
        raise PermissionDenied(
            gettext(
                "这个账号在别处也有角色，密码和状态由上级平台的管理员办理。本校只能授予和结束本校的角色。"
            )
        )
    return found


def says_refusal(act: Act) -> Act:
    """Go back to the person's page with the sentence where an act is refused."""

    @wraps(act)
    def said(request: HttpRequest, access: Access, user: int, **arguments: object) -> HttpResponse:
        try:
            return act(request, access, user, **arguments)
        except AccountRefused as refusal:
            messages.error(request, str(refusal))
            return redirect("people-person", school=access.school.code, user=user)

    return said
