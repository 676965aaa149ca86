from __future__ import annotations

from typing import TYPE_CHECKING

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from banheng.accounts.roles import Permission, Role
from banheng.accounts.second_factors import ask_of, roles_that_must
from banheng.web.loading import school_page
from banheng.web.people.forms import FactorsForm

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from banheng.accounts.access import Access


@school_page(Permission.EDIT_ACCOUNTS)
@require_http_methods(["GET", "POST"])
@reauthentication_required(allow_get=True)
def factors(request: HttpRequest, access: Access) -> HttpResponse:
    """Choose the roles that must have a second factor; they are led to it at their next page."""
    initial = {"roles": [role.value for role in roles_that_must(access.school)]}
    form = FactorsForm(request.POST if request.method == "POST" else None, initial=initial)
    if form.is_valid():
        ask_of(access.school, [Role(role) for role in form.cleaned_data["roles"]])
        messages.success(request, gettext("已保存。还没有第二重验证的人，打开下一页时会先被带去设置。"))
        return redirect("people-factors", school=access.school.code)
    return render(request, "people/factors.html", {"form": form})
