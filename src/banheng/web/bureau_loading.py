"""How a page of a bureau is opened: account, bureau and permission first, then the view.

A bureau in which the account has no role, and none in a bureau above, does not exist for it (404); a page for
which its roles are not enough is refused (403).
"""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.utils import timezone

from banheng.accounts.bureau_access import bureau_access
from banheng.schools.models import Bureau

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponseBase

    from banheng.accounts.roles import Permission

    View = Callable[..., HttpResponseBase]


def bureau_page(*permissions: Permission) -> Callable[[View], View]:
    """Open a page of a bureau to those who hold any of the permissions; the view is given their access."""

    def decorate(view: View) -> View:
        @wraps(view)
        def opened(request: HttpRequest, bureau: str, **arguments: object) -> HttpResponseBase:
            if not request.user.is_authenticated:
                return redirect_to_login(request.get_full_path())
            found = Bureau.objects.select_related("parent__parent").filter(code=bureau).first()
            if found is None:
                raise Http404
            access = bureau_access(request.user, found, timezone.localdate())
            if not access.roles and not access.is_above:
                raise Http404
            if not any(access.may(permission) for permission in permissions):
                raise PermissionDenied
            request.access = access
            return view(request, access, **arguments)

        opened.permissions = permissions
        return opened

    return decorate
