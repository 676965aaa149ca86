"""The menu: what of the site an account may open."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from banheng.accounts.roles import Permission
from banheng.notices.reading import unread

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest
    from django.utils.functional import _StrPromise

    from banheng.accounts.models import User
    from banheng.schools.models import School


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of the menu."""

    url_name: str
    label: _StrPromise
    permissions: tuple[Permission, ...]  # any of them
    number: Callable[[User, School], int] | None = None  # shown beside the label, if any


MENU = (
    Entry("today", _("今天"), (Permission.SEE_SCHOOL,)),
    Entry("inbox", _("消息"), (Permission.SEE_SCHOOL,), unread),
    Entry("inspect", _("检查"), (Permission.INSPECT,)),
    Entry("scores", _("得分"), (Permission.ANSWER_RECORDS,)),
    Entry("classes", _("班级"), (Permission.SEE_CLASS,)),
    Entry("records", _("记录"), (Permission.SEE_RECORDS,)),
    Entry("league", _("成绩"), (Permission.SEE_LEAGUE,)),
    Entry("board", _("公示"), (Permission.SEE_SCHOOL,)),
    Entry("appeals", _("申诉"), (Permission.ANSWER_RECORDS, Permission.HEAR_APPEALS)),
    Entry("desk", _("考核周期"), (Permission.RUN_PERIODS, Permission.PUBLISH_RESULTS)),
    Entry("pay", _("津贴"), (Permission.SEE_PAY,)),
    Entry("mypay", _("我的津贴"), (Permission.SEE_OWN_PAY,)),
    Entry("budget", _("津贴预算"), (Permission.SEE_BUDGET,)),
    Entry("honours", _("荣誉"), (Permission.SEE_SCHOOL,)),
    Entry("followups", _("结果运用"), (Permission.SEE_SCHOOL,)),
    Entry("reports", _("报表"), (Permission.SEE_REPORTS, Permission.ANSWER_RECORDS)),
    Entry("schemes", _("方案"), (Permission.EDIT_SCHEMES, Permission.ADOPT_SCHEMES)),
    Entry("duties", _("常规"), (Permission.SEE_DUTIES,)),
    Entry("rota", _("值周"), (Permission.EDIT_ROTA,)),
    Entry("office", _("名册"), (Permission.EDIT_ROSTER,)),
    Entry("people", _("账号"), (Permission.EDIT_ACCOUNTS,)),
)


def navigation(request: HttpRequest) -> dict[str, Any]:
    """Give templates the school, the access and the menu of the page."""
    access = getattr(request, "access", None)
    if access is None:
        return {}
    area = request.resolver_match.url_name.partition("-")[0] if request.resolver_match else ""
    menu = [
        {
            "url": reverse(entry.url_name, args=[access.school.code]),
            "label": entry.label,
            "is_current": entry.url_name == area,
            "number": entry.number and partial(entry.number, access.user, access.school),
        }
        for entry in MENU
        if any(access.may(permission) for permission in entry.permissions)
    ]
    return {"access": access, "school": access.school, "menu": menu}
