"""What of allauth is different here: accounts are made by the school, and guessing is slowed by our own count."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import structlog
from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from banheng.accounts.attempts import begin_attempt
from banheng.accounts.errors import TooManyAttempts
from banheng.accounts.granting import note
from banheng.accounts.models import AccountEvent, SignInAttempt, User

if TYPE_CHECKING:
    from allauth.socialaccount.models import SocialLogin
    from django.http import HttpRequest

log = structlog.get_logger(__name__)


class SchoolAccountAdapter(DefaultAccountAdapter):
    error_messages = DefaultAccountAdapter.error_messages | {
        "account_inactive": _("这个账号已停用。请联系学校的系统管理员。"),
        "enter_current_password": _("请填写现在的密码。"),
        "incorrect_code": _("验证码不对。"),
        "incorrect_password": _("密码不对。"),
        "too_many_login_attempts": _("错误次数过多。请在五分钟后再试。"),
        "username_password_mismatch": _("用户名或密码不对。忘记密码时，请学校的系统管理员重设。"),
        "rate_limited": _("请求过于频繁。请稍后再试。"),
    }

    _attempt: SignInAttempt | None = None

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002 -- allauth's interface
        return False

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Count before looking at the password."""
        username, address = str(credentials.get("username", "")), self.get_client_ip(request)
        try:
            self._attempt = begin_attempt(username, address, timezone.now())
        except TooManyAttempts as refusal:
            log.warning("sign_in_slowed", account=_known(username), address=address)
            raise ValidationError(str(refusal), code="too_many_login_attempts") from None

    def _rollback_login_failed_rl_usage(self) -> None:
        """Forget the attempt: allauth calls this when the password was right."""
        if self._attempt is not None:
            self._attempt.delete()

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        log.warning(
            "sign_in_failed",
            account=_known(str(credentials.get("username", ""))),
            address=self.get_client_ip(request),
        )

    def set_password(self, user: User, password: str) -> None:
        """Keep the password somebody chose themselves."""
        user.must_change_password = False
        super().set_password(user, password)
        note(user, AccountEvent.Kind.PASSWORD_CHANGED, at=timezone.now(), by=user)


class SchoolSocialAccountAdapter(DefaultSocialAccountAdapter):
    """An identity of DingTalk and the like is connected to an account by its owner, and never makes one."""

    error_messages = DefaultSocialAccountAdapter.error_messages | {
        "no_password": _("这个账号没有密码，断开后就无法登录。请先请系统管理员重设密码。"),
        "connected_other": _("这个身份已经绑定另一个账号。"),
        "invalid_token": _("对方平台的回复无效。请重新登录。"),
    }

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:  # noqa: ARG002
        return False

    def is_auto_signup_allowed(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:  # noqa: ARG002
        # With the way to the form closed as well (`is_open_for_signup`), nothing is asked of the identity.
        return True


class SchoolMFAAdapter(DefaultMFAAdapter):
    error_messages = DefaultMFAAdapter.error_messages | {
        "cannot_delete_authenticator": _("您的角色必须有第二重验证，不能去掉最后一种。"),
        "cannot_generate_recovery_codes": _("请先设好验证器或通行密钥，再生成恢复码。"),
        "incorrect_code": _("验证码不对。请核对手机时间，再输入最新的六位数字。"),
    }

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """Bind passkeys to the site's domain, so that they still fit when another host name is added."""
        entity = super().get_public_key_credential_rp_entity()
        return {"id": settings.PASSKEY_DOMAIN or entity["id"], "name": str(_("班衡"))}


def _known(username: str) -> int | str:
    """Name an account for the log; what fits none may be a mistyped password and is not written down."""
    user = User.objects.filter(username__iexact=username.strip()).only("pk").first()
    return user.pk if user else "unknown"
