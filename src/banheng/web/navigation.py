"""The menu: what of the site an account may open."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from banheng.accounts.bureau_access import BureauAccess
from banheng.accounts.roles import Permission
from banheng.notices.reading import unread

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest
    from django.utils.functional import _StrPromise

    from banheng.accounts.models import User
    from banheng.schools.models import Bureau, School


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of the menu."""

    url_name: str
    label: _StrPromise
    permissions: tuple[Permission, ...]  # any of them
    number: Callable[[User, Any], int] | None = None  # shown beside the label, if any


@dataclass(frozen=True, slots=True)
class Section:
    """Entries that belong together; the menu shows its name, and its entries on a second line where one is in it."""

    label: _StrPromise
    entries: tuple[Entry, ...]


MENU: tuple[Entry | Section, ...] = (
    Entry("today", _("今天"), (Permission.SEE_SCHOOL,)),
    Entry("inbox", _("消息"), (Permission.SEE_SCHOOL,), unread),
    Entry("work", _("工作"), (Permission.SEE_SCHOOL,)),
    Entry("inspect", _("检查"), (Permission.INSPECT,)),
    Entry("scores", _("得分"), (Permission.ANSWER_RECORDS,)),
    Entry("classes", _("班级"), (Permission.SEE_CLASS,)),
    Section(
        _("考核"),
        (
            Entry("league", _("成绩"), (Permission.SEE_LEAGUE,)),
            Entry("records", _("记录"), (Permission.SEE_RECORDS,)),
            Entry("board", _("公示"), (Permission.SEE_SCHOOL,)),
            Entry("appeals", _("申诉"), (Permission.ANSWER_RECORDS, Permission.HEAR_APPEALS)),
            Entry("desk", _("考核周期"), (Permission.RUN_PERIODS, Permission.PUBLISH_RESULTS)),
            Entry("reports", _("报表"), (Permission.SEE_REPORTS, Permission.ANSWER_RECORDS)),
            Entry("surveys", _("问卷"), (Permission.RUN_SURVEYS, Permission.SEE_SURVEYS)),
            Entry("schemes", _("方案"), (Permission.EDIT_SCHEMES, Permission.ADOPT_SCHEMES)),
        ),
    ),
    Section(
        _("奖惩和津贴"),
        (
            Entry("honours", _("荣誉"), (Permission.SEE_SCHOOL,)),
            Entry("followups", _("结果运用"), (Permission.SEE_SCHOOL,)),
            Entry("pay", _("津贴"), (Permission.SEE_PAY,)),
            Entry("mypay", _("我的津贴"), (Permission.SEE_OWN_PAY,)),
            Entry("budget", _("津贴预算"), (Permission.SEE_BUDGET,)),
        ),
    ),
    Section(
        _("队伍"),
        (
            Entry("posts", _("选聘"), (Permission.SEE_SCHOOL,)),
            Entry("dossier", _("成长档案"), (Permission.SEE_SCHOOL,)),
            Entry("eligibility", _("任职条件"), (Permission.SEE_TEAM,)),
            Entry("certificates", _("资格证书"), (Permission.SEE_SCHOOL,)),
            Entry("training", _("培训"), (Permission.SEE_SCHOOL,)),
            Entry("mentoring", _("师徒结对"), (Permission.SEE_SCHOOL,)),
            Entry("studios", _("名班主任工作室"), (Permission.SEE_SCHOOL,)),
            Entry("research", _("教研"), (Permission.SEE_SCHOOL,)),
            Entry("plans", _("规划"), (Permission.SEE_SCHOOL,)),
            Entry("care", _("关怀"), (Permission.SEE_SCHOOL,)),
        ),
    ),
    Section(
        _("上级任务"),
        (
            Entry("task_targets", _("目标责任书"), (Permission.REPORT_DATA, Permission.SUBMIT_DATA)),
            Entry("task_findings", _("问题整改"), (Permission.REPORT_DATA, Permission.SUBMIT_DATA)),
            Entry("task_cases", _("控辍保学"), (Permission.REPORT_DATA, Permission.SUBMIT_DATA)),
            Entry("task_accountability", _("责任追究"), (Permission.SUBMIT_DATA,)),
        ),
    ),
    Section(
        _("学校"),
        (
            Entry("duties", _("常规"), (Permission.SEE_DUTIES,)),
            Entry("rota", _("值周"), (Permission.EDIT_ROTA,)),
            Entry("reporting", _("填报"), (Permission.REPORT_DATA,)),
            Entry("office", _("名册"), (Permission.EDIT_ROSTER,)),
            Entry("people", _("账号"), (Permission.EDIT_ACCOUNTS,)),
            Entry("interfaces", _("接口"), (Permission.EDIT_ROSTER,)),
        ),
    ),
)


BUREAU_MENU: tuple[Entry | Section, ...] = (
    Entry("bureau", _("概览"), (Permission.SEE_BUREAU, Permission.REVIEW_DATA)),
    Entry("bureau_inbox", _("消息"), (Permission.SEE_BUREAU,), unread),
    Entry("collecting", _("数据采集"), (Permission.SEE_BUREAU,)),
    Entry("indicators", _("指标"), (Permission.SEE_BUREAU,)),
    Entry("planning", _("测算"), (Permission.SEE_BUREAU,)),
    Entry("targets", _("目标责任书"), (Permission.SEE_BUREAU,)),
    Section(
        _("督导整改"),
        (
            Entry("inspections", _("督导检查"), (Permission.SEE_BUREAU,)),
            Entry("findings", _("问题整改"), (Permission.SEE_BUREAU,)),
            Entry("cases", _("控辍保学"), (Permission.SEE_BUREAU,)),
            Entry("accountability", _("责任追究"), (Permission.KEEP_TARGETS, Permission.DECIDE_BUREAU)),
        ),
    ),
)


def navigation(request: HttpRequest) -> dict[str, Any]:
    """Give templates the access, the school if it is one, its name, the menu and the section of the page."""
    access = getattr(request, "access", None)
    if access is None:
        return {}
    area = request.resolver_match.url_name.partition("-")[0] if request.resolver_match else ""
    menu: list[dict[str, Any]] = []
    here: list[dict[str, Any]] = []
    is_bureau = isinstance(access, BureauAccess)
    place = access.bureau if is_bureau else access.school
    for part in BUREAU_MENU if is_bureau else MENU:
        entries = part.entries if isinstance(part, Section) else (part,)
        shown = [
            _shown(entry, access.user, place, area)
            for entry in entries
            if any(access.may(permission) for permission in entry.permissions)
        ]
        if isinstance(part, Section) and len(shown) > 1:
            is_here = any(entry["current"] for entry in shown)
            menu.append({"url": shown[0]["url"], "label": part.label, "current": "true" if is_here else ""})
            here = shown if is_here else here
        else:
            menu += shown
    kind = "bureau" if is_bureau else "school"
    return {"access": access, kind: place, "site_name": place.name, "menu": menu, "section": here}


def _shown(entry: Entry, user: User, place: School | Bureau, area: str) -> dict[str, Any]:
    return {
        "url": reverse(entry.url_name, args=[place.code]),
        "label": entry.label,
        "current": "page" if entry.url_name == area else "",
        "number": entry.number and partial(entry.number, user, place),
    }
