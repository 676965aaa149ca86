"""The page of interfaces, and the tokens on it: make one for the own account, revoke one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_POST

from banheng.accounts.errors import AccountRefused
from banheng.accounts.models import Token
from banheng.accounts.roles import Permission
from banheng.accounts.tokens import Scope, make_token, revoke_token
from banheng.notices.webhooks.kinds import KINDS
from banheng.web.interfaces.forms import TokenForm
from banheng.web.loading import school_page

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from banheng.accounts.access import Access


@require_GET
@school_page(Permission.EDIT_ROSTER)
def interfaces(request: HttpRequest, access: Access) -> HttpResponse:
    """List the school's tokens that are in use, and its webhooks."""
    tokens = Token.objects.filter(school=access.school, revoked_at=None).select_related(
        "user", "grade", "school_class"
    )
    lines = [
        {
            "token": token,
            "scopes": [Scope(value).label for value in token.scopes],
            "has_ended": token.last < access.day,
            "may_revoke": _may_revoke(access, token),
        }
        for token in tokens.prefetch_related("school_class__years__academic_year")
    ]
    sees_webhooks = access.may(Permission.EDIT_ROBOTS)
    webhooks = access.school.webhooks.all() if sees_webhooks else ()
    shown = {
        "tokens": lines,
        "sees_webhooks": sees_webhooks,
        "webhooks": [(each, [KINDS[code] for code in each.kinds]) for each in webhooks],
    }
    return render(request, "interfaces/interfaces.html", shown)


@school_page(Permission.EDIT_ROSTER)
def new(request: HttpRequest, access: Access) -> HttpResponse:
    """Make a token that acts for the own account, and show it this once."""
    form = TokenForm(request.POST or None, access=access)
    if request.method == "POST" and form.is_valid():
        try:
            made, text = make_token(access.school, access.user, at=timezone.now(), **form.said())
        except AccountRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            return render(request, "interfaces/token_made.html", {"token": made, "text": text})
    return render(request, "interfaces/token.html", {"form": form})


@require_POST
@school_page(Permission.EDIT_ROSTER)
def revoke(request: HttpRequest, access: Access, token: int) -> HttpResponse:
    """Take back the own token, or anybody's for who keeps the accounts."""
    found = get_object_or_404(Token, school=access.school, pk=token)
    if not _may_revoke(access, found):
        raise PermissionDenied(gettext("这是别人的令牌。请本人收回，或请系统管理员收回。"))
    revoke_token(found, by=access.user, at=timezone.now())
    messages.success(request, gettext("令牌“%(name)s”已收回，用它的程序现在起被拒绝。") % {"name": found})
    return redirect("interfaces", access.school.code)


def _may_revoke(access: Access, token: Token) -> bool:
    return token.user_id == access.user.pk or access.may(Permission.EDIT_ACCOUNTS)
