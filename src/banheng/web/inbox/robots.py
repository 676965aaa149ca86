"""The robots of chat groups: enter, try, see what failed; and the school's hours."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_POST

from banheng.accounts.roles import Permission
from banheng.notices.errors import RobotRefused
from banheng.notices.models import Robot
from banheng.notices.preferring import school_hours
from banheng.notices.robots import add_robot, change_robot, remove_robot, test_robot, try_again
from banheng.notices.standing import mail_standing, robot_standings
from banheng.web.inbox.forms import NewRobotForm, RobotForm, SchoolHoursForm
from banheng.web.loading import school_page

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from banheng.accounts.access import Access


@school_page(Permission.EDIT_ROBOTS)
@require_GET
def robots(request: HttpRequest, access: Access) -> HttpResponse:
    """List the robots and how sending goes."""
    return _page(request, access, SchoolHoursForm(instance=school_hours(access.school)))


@school_page(Permission.EDIT_ROBOTS)
@require_POST
def hours(request: HttpRequest, access: Access) -> HttpResponse:
    """Change the school's hours."""
    form = SchoolHoursForm(request.POST, instance=school_hours(access.school))
    if not form.is_valid():
        return _page(request, access, form)
    form.save()
    messages.success(request, gettext("已保存。从现在起的新消息按这样发送。"))
    return redirect("inbox-robots", access.school.code)


@school_page(Permission.EDIT_ROBOTS)
def new(request: HttpRequest, access: Access) -> HttpResponse:
    """Enter a robot."""
    form = NewRobotForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            robot = add_robot(access.school, by=access.user, at=timezone.now(), **form.cleaned_data)
        except RobotRefused as refusal:
            form.add_error("address", str(refusal))
        else:
            messages.success(request, gettext("“%(name)s”已登记。请发一条测试消息。") % {"name": robot})
            return redirect("inbox-robots", access.school.code)
    return render(request, "inbox/robot.html", {"form": form})


@school_page(Permission.EDIT_ROBOTS)
def change(request: HttpRequest, access: Access, robot: int) -> HttpResponse:
    """Change what a robot is called and what it tells."""
    found = _load(access, robot)
    form = RobotForm(request.POST or None, initial={"name": found.name, "kinds": found.kinds})
    if request.method == "POST" and form.is_valid():
        change_robot(found, **form.cleaned_data)
        messages.success(request, gettext("“%(name)s”已保存。") % {"name": found})
        return redirect("inbox-robots", access.school.code)
    return render(request, "inbox/robot.html", {"form": form, "robot": found})


@school_page(Permission.EDIT_ROBOTS)
@require_POST
def test(request: HttpRequest, access: Access, robot: int) -> HttpResponse:
    """Send a test message."""
    test_robot(_load(access, robot), at=timezone.now())
    messages.success(request, gettext("测试消息正在发送，几秒后显示结果。"))
    return redirect("inbox-robots", access.school.code)


@school_page(Permission.EDIT_ROBOTS)
@require_POST
def remove(request: HttpRequest, access: Access, robot: int) -> HttpResponse:
    """Forget a robot."""
    found = _load(access, robot)
    remove_robot(found)
    messages.success(request, gettext("“%(name)s”已删除，不再向这个群发消息。") % {"name": found})
    return redirect("inbox-robots", access.school.code)


@school_page(Permission.EDIT_ROBOTS)
@require_POST
def again(request: HttpRequest, access: Access) -> HttpResponse:
    """Try again what was given up."""
    number = try_again(access.school, at=timezone.now())
    messages.success(request, gettext("%(number)d 条消息正在重新发送。") % {"number": number})
    return redirect("inbox-robots", access.school.code)


def _load(access: Access, robot: int) -> Robot:
    return get_object_or_404(Robot, school=access.school, pk=robot)


def _page(request: HttpRequest, access: Access, form: SchoolHoursForm) -> HttpResponse:
    standings = robot_standings(access.school, timezone.now())
    mail = mail_standing(access.school, timezone.now()) if settings.EMAIL_HOST else None
    known = [*standings, *([mail] if mail else [])]
    shown = {
        "standings": standings,
        "mail": mail,
        "failed": sum(standing.failed for standing in known),
        "is_sending": any(standing.is_sending for standing in known),
        "form": form,
    }
    return render(request, "inbox/robots.html", shown)
