from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render
from django.utils import timezone

from banheng.accounts.access import access
from banheng.accounts.bureau_access import bureaus_of
from banheng.accounts.roles import Permission
from banheng.accounts.schools import schools_of

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@login_required
def home(request: HttpRequest) -> HttpResponse:
    """Go to the account's school or bureau; choose, where there are several."""
    day = timezone.localdate()
    schools, bureaus = schools_of(request.user, day), bureaus_of(request.user, day)
    if len(bureaus) == 1 and not schools:
        return redirect("bureau", bureau=bureaus[0].code)
    if len(schools) != 1 or bureaus:
        return render(request, "entry/schools.html", {"schools": schools, "bureaus": bureaus})
    may_look_around = access(request.user, schools[0], day).may(Permission.SEE_SCHOOL)
    return redirect("today" if may_look_around else "inspect", school=schools[0].code)
