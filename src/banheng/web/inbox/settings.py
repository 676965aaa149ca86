"""How one wants to be told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings as site
from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext

from banheng.accounts.roles import Permission
from banheng.notices.preferring import offered, prefer, preference_of
from banheng.web.inbox.forms import PreferenceForm
from banheng.web.loading import school_page

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from banheng.accounts.access import Access


@school_page(Permission.SEE_SCHOOL)
def settings(request: HttpRequest, access: Access) -> HttpResponse:
    """Choose address, kinds and hours."""
    form = PreferenceForm(
        request.POST or None, access=access, preference=preference_of(access.user), kinds=offered(access)
    )
    if request.method == "POST" and form.is_valid():
        prefer(access.user, **form.said())
        messages.success(request, gettext("已保存。从现在起的新消息按这样发送。"))
        return redirect("inbox", access.school.code)
    return render(request, "inbox/settings.html", {"form": form, "sends_mail": bool(site.EMAIL_HOST)})
