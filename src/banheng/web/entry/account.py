"""One's own account: how to sign in, the language, and the way out of every device."""

from __future__ import annotations

from typing import TYPE_CHECKING

from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_POST

from banheng.accounts import resetting

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@require_GET
@login_required
def account(request: HttpRequest) -> HttpResponse:
    """Show what the account signs in with."""
    kinds = list(Authenticator.objects.filter(user=request.user).values_list("type", flat=True))
    return render(
        request,
        "entry/account.html",
        {
            "has_app": Authenticator.Type.TOTP in kinds,
            "passkeys": kinds.count(Authenticator.Type.WEBAUTHN),
            "offers_identities": bool(settings.IDENTITY_APPS),
            "identities": SocialAccount.objects.filter(user=request.user).count(),
        },
    )


@require_POST
@login_required
def sign_out_everywhere(request: HttpRequest) -> HttpResponse:
    """End every other session, and keep this one."""
    resetting.sign_out_everywhere(request.user, at=timezone.now(), by=request.user)
    update_session_auth_hash(request, request.user)
    messages.success(request, gettext("已经在其他所有设备上退出。"))
    return redirect("account")


@require_GET
@login_required
def no_password(_request: HttpRequest) -> HttpResponse:
    """Say who gives a password to an account that has none."""
    raise PermissionDenied(gettext("这个账号没有密码。需要密码时，请学校的系统管理员重设。"))
