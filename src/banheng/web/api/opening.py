"""How an address of the interface is opened: token, school, scope and account first, then the view."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

import structlog
from django.utils import timezone
from django.utils.translation import gettext
from ninja.security import HttpBearer

from banheng.accounts.roles import PERMISSION_NAMES
from banheng.accounts.tokens import Scope, access_of, covered_classes, find_token
from banheng.web.api.limiting import count_request
from banheng.web.api.problem import Problem
from banheng.web.api.refusing import no_token, not_found

if TYPE_CHECKING:
    from django.http import HttpRequest

    from banheng.accounts.models import Token


LOG = structlog.get_logger(__name__)


class Bearer(HttpBearer):
    """A token of the school in the address, with a scope; None: any token of the school.

    The view finds `request.token`, `request.access` and `request.covered` (codes of the classes, or None for all).
    """

    def __init__(self, scope: Scope | None = None) -> None:
        super().__init__()
        self.scope = scope

    def __call__(self, request: HttpRequest) -> Token:
        """Open the address, or refuse."""
        return super().__call__(request) or _refuse()

    def authenticate(self, request: HttpRequest, token: str) -> Token:
        """Look at the token anew with each request: what the account lost since, the token has lost.

        Raises:
            Problem: it is not taken, belongs to another school, was used too often, or is not enough.
        """
        now = timezone.now()
        found = find_token(token, now)
        if found is None:
            raise no_token()
        count_request(found, now)
        if found.school.code != request.resolver_match.kwargs["school"]:
            raise not_found()
        day = timezone.localdate(now)
        request.token, request.access = found, access_of(found, day)
        request.covered = covered_classes(found, day)
        LOG.info("token_used", token=found.prefix, account=found.user_id)
        if self.scope is not None:
            self._check(request)
        return found

    def _check(self, request: HttpRequest) -> None:
        if self.scope.value not in request.token.scopes:
            raise Problem(
                HTTPStatus.FORBIDDEN,
                "scope_missing",
                gettext("令牌没有“%(scope)s”（%(code)s）。请生成一个有这一项的令牌。")
                % {"scope": self.scope.label, "code": self.scope.value},
            )
        if not any(request.access.may(permission) for permission in self.scope.permissions):
            names = gettext("”或“").join(str(PERMISSION_NAMES[each]) for each in self.scope.permissions)
            raise Problem(
                HTTPStatus.FORBIDDEN,
                "account_may_not",
                gettext("令牌所属的账号现在没有“%(permission)s”的权限。请学校的系统管理员核对账号的角色。")
                % {"permission": names},
            )


def _refuse() -> Token:
    raise no_token()
