"""How a page of a school is opened: account, school and permission first, then the view.

A school in which the account has no role does not exist for it (404); a page for which its roles are
not enough is refused (403), and so is a class outside its classes.
"""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404, JsonResponse
from django.utils import timezone

from banheng.accounts.access import access as find_access
from banheng.schools.classes import classes_on
from banheng.schools.models import School
from banheng.schools.queries import Query

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponseBase

    from banheng.accounts.access import Access
    from banheng.accounts.roles import Permission
    from banheng.schools.models import ClassYear

    View = Callable[..., HttpResponseBase]


SCHOOL = Query(School, "SELECT * FROM schools_school WHERE code = %s")


def school_page(*permissions: Permission, answers_json: bool = False) -> Callable[[View], View]:
    """Open a page of a school to those who hold any of the permissions; the view is given their access.

    Args:
        answers_json: somebody who is not signed in gets 401 instead of the sign-in page, for requests
            that a script sends.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def opened(request: HttpRequest, school: str, **arguments: object) -> HttpResponseBase:
            if not request.user.is_authenticated:
                if answers_json:
                    return JsonResponse({"error": "signed_out"}, status=401)
                return redirect_to_login(request.get_full_path())
            found = SCHOOL.first(school)
            if found is None:
                raise Http404
            access = find_access(request.user, found, timezone.localdate())
            if not access.roles:
                raise Http404
            if not any(access.may(permission) for permission in permissions):
                raise PermissionDenied
            request.access = access
            return view(request, access, **arguments)

        opened.permissions = permissions
        return opened

    return decorate


def load_class(access: Access, code: str, *permissions: Permission) -> ClassYear:
    """Give a class of today by its code, for somebody who holds one of the permissions for it.

    Raises:
        Http404: the school has no such class today.
        PermissionDenied: none of the permissions covers it.
    """
    class_year = classes_on(access.school, access.day).filter(school_class__code=code).first()
    if class_year is None:
        raise Http404
    if not any(access.may_in(permission, class_year) for permission in permissions):
        raise PermissionDenied
    return class_year
