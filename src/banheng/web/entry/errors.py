"""Pages for what went wrong: what happened, and what to do next. Never a traceback."""

from __future__ import annotations

import sys
from http import HTTPStatus
from typing import TYPE_CHECKING

from django.contrib.sessions.exceptions import SessionInterrupted
from django.core.exceptions import RequestDataTooBig
from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext

from banheng.accounts.models import User, held_on
from banheng.accounts.roles import PERMISSION_NAMES, PERMISSIONS, Role
from banheng.web.api.refusing import problem_of
from banheng.web.entry.middleware import NulRefused
from banheng.web.entry.outages import outage

if TYPE_CHECKING:
    from django.http import HttpRequest
    from django.utils.functional import _StrPromise

    from banheng.accounts.roles import Permission


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer what cannot be understood; what is too large is named as such.

    A session that the database could not save comes here too, as one that was interrupted.
    """
    if request.path.startswith("/api/"):
        return problem_of(exception).response()
    behind = exception.__context__ and exception.__context__.__context__
    if isinstance(exception, SessionInterrupted) and (failed := outage(behind)) is not None:
        return _unavailable(request, failed)
    if isinstance(exception, RequestDataTooBig):
        return _page(
            request,
            HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
            gettext("发送的内容太大"),
            gettext("这次提交超过了允许的大小，没有保存。请分几次提交，或换小一些的文件。"),
        )
    return _page(
        request,
        HTTPStatus.BAD_REQUEST,
        gettext("无法处理这个请求"),
        str(exception)
        if isinstance(exception, NulRefused)
        else gettext("地址或提交的内容不完整。请返回上一页，刷新后再试；反复出现时，请告诉系统管理员。"),
    )


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Name the permission that is lacking, the roles that have it, and who can give it."""
    permissions = getattr(request.resolver_match.func, "permissions", ()) if request.resolver_match else ()
    school = request.resolver_match.kwargs.get("school", "") if request.resolver_match else ""
    return _page(
        request,
        HTTPStatus.FORBIDDEN,
        gettext("没有权限"),
        str(exception) or _lacking(request, permissions),
        facts=_facts(permissions, school),
    )


def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001 -- Django's interface
    """Answer an address that does not exist, or not for this account."""
    return _page(
        request,
        HTTPStatus.NOT_FOUND,
        gettext("找不到这个页面"),
        gettext("地址不对，内容已经移走，或者不属于您的学校。请从首页重新进入。"),
    )


def too_many_requests(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001
    """Answer somebody who is too quick; they stay signed in."""
    return _page(
        request,
        HTTPStatus.TOO_MANY_REQUESTS,
        gettext("操作太频繁"),
        gettext("请等一分钟再试。您的登录不受影响。"),
    )


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001 -- Django's interface
    """Answer a form that did not come from a fresh page of ours."""
    return _page(
        request,
        HTTPStatus.FORBIDDEN,
        gettext("页面已经过期"),
        gettext("页面打开太久，或者浏览器不接受Cookie，这次提交没有保存。请返回上一页，刷新后再提交。"),
    )


def server_error(request: HttpRequest) -> HttpResponse:
    """Answer a fault of our own, or of the machine, without needing what may be broken: no database, no menu."""
    failed = outage(sys.exc_info()[1])
    if failed is not None:
        return _unavailable(request, failed)
    text = gettext(
        "这不是您的操作引起的，错误已经记入日志。请过几分钟再试；反复出现时，请把时间告诉系统管理员。"
    )
    return _bare(request, 500, "server_error", gettext("系统出错了"), text)


def _unavailable(request: HttpRequest, failed: _StrPromise) -> HttpResponse:
    """Say what has failed, what became of what was sent, and what to do."""
    if request.method in {"GET", "HEAD"}:
        title = gettext("暂时打不开")
        text = gettext("%(failed)s。已经保存的都在。请过几分钟再试；仍不行，请把这句话告诉系统管理员。")
    else:
        title = gettext("暂时不能保存")
        text = gettext(
            "%(failed)s。以前保存的都在；这次提交的可能没有保存。请后退到刚才的页面，把填好的内容留着，"
            "过几分钟先看看有没有，没有再提交一次；仍不行，请把这句话告诉系统管理员。"
        )
    answer = _bare(request, 503, "unavailable", title, text % {"failed": failed})
    answer["Retry-After"] = "60"
    return answer


def _bare(request: HttpRequest, status: int, code: str, title: str, text: str) -> HttpResponse:
    if wants_json(request):
        return JsonResponse({"error": code, "reason": text}, status=status)
    try:
        page = render_to_string("errors/server_error.html", {"title": title, "text": text, "status": status})
    except Exception:  # noqa: BLE001 -- whatever is broken, the reader gets a sentence
        return HttpResponse(f"{title}\n{text}\n", status=status, content_type="text/plain; charset=utf-8")
    return HttpResponse(page, status=status)


def wants_json(request: HttpRequest) -> bool:
    """Tell whether a script asks, to which a page says nothing."""
    return request.content_type == "application/json" or request.headers.get("Accept", "").startswith(
        "application/json"
    )


def _page(
    request: HttpRequest,
    status: HTTPStatus,
    title: str,
    text: str,
    facts: list[tuple[str, str]] | None = None,
) -> HttpResponse:
    if wants_json(request):
        return JsonResponse({"error": status.name.lower(), "reason": text}, status=status)
    said = {"title": title, "text": text, "facts": facts or [], "status": status.value}
    return render(request, "errors/error.html", said, status=status)


def _lacking(request: HttpRequest, permissions: tuple[Permission, ...]) -> str:
    if hasattr(request, "access") or not permissions:
        return gettext("这一班级或记录不在您负责的范围内。")
    names = gettext("”或“").join(str(PERMISSION_NAMES[permission]) for permission in permissions)
    return gettext("打开这一页需要“%(permission)s”的权限，您现在的角色没有。") % {"permission": names}


def _facts(permissions: tuple[Permission, ...], school: str) -> list[tuple[str, str]]:
    roles = [str(role.label) for role in Role if PERMISSIONS[role].intersection(permissions)]
    held = held_on(timezone.localdate(), "role_grants__")
    administrators = (
        User.objects.filter(
            held,
            role_grants__school__code=school,
            role_grants__role=Role.SYSTEM_ADMINISTRATOR,
            is_active=True,
        )
        .order_by("username")
        .distinct()[:3]
    )
    separator = gettext("、")
    facts = []
    if roles:
        facts.append((gettext("有这项权限的角色"), separator.join(roles)))
    if administrators:
        facts.append((gettext("请联系系统管理员"), separator.join(map(str, administrators))))
    return facts
