"""What becomes of each refusal and of what goes wrong: a problem, never a traceback."""

from __future__ import annotations

from functools import wraps
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

import structlog
from django.conf import settings
from django.core.exceptions import BadRequest, PermissionDenied, SuspiciousOperation
from django.db import DatabaseError
from django.http import Http404
from django.utils.translation import gettext
from ninja.errors import AuthenticationError, HttpError, ValidationError

from banheng.core.errors import BanhengError, FaultsFound, Refused
from banheng.web.api.problem import Fault, Problem, plain
from banheng.web.entry.middleware import NulRefused
from banheng.web.templatetags.points import request_language

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse
    from ninja import NinjaAPI

LOG = structlog.get_logger(__name__)


def answer_refusals(api: NinjaAPI) -> None:
    """Let an API answer everything that is raised in it by a problem."""
    for kind in (
        Problem,
        ValidationError,
        AuthenticationError,
        HttpError,
        Http404,
        PermissionDenied,
        SuspiciousOperation,
        BadRequest,
        Refused,
        BanhengError,
        DatabaseError,
        Exception,
    ):
        api.add_exception_handler(kind, lambda _request, error: problem_of(error).response())


def says_problems(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Answer by a problem where Django or the library would answer by a page or a bare text."""

    @wraps(view)
    def said(request: HttpRequest, *arguments: object, **named: object) -> HttpResponse:
        if settings.SECURE_SSL_REDIRECT and not request.is_secure():
            return no_tls().response()
        try:
            response = view(request, *arguments, **named)
        except Exception as error:  # noqa: BLE001 - each is answered
            return problem_of(error).response()
        if response.status_code == HTTPStatus.METHOD_NOT_ALLOWED:
            return _no_such_method(request, response["Allow"]).response()
        return response

    return said


def problem_of(error: Exception) -> Problem:
    """Say what was raised as a problem."""
    match error:
        case Problem():
            return error
        case ValidationError() | NulRefused():
            return malformed(_faults(error))
        case AuthenticationError():
            return no_token()
        case Http404():
            return not_found()
        case PermissionDenied():
            return Problem(
                HTTPStatus.FORBIDDEN,
                "not_allowed",
                str(error)
                or gettext("这一班级或记录不在令牌的范围内。请换一个令牌，或请学校调整账号的角色。"),
            )
        case Refused():
            return Problem(HTTPStatus.CONFLICT, error.code, error.reason)
        case FaultsFound():
            reasons = [finding.say(request_language()) for finding in error.findings]
            return Problem(HTTPStatus.CONFLICT, "no_result", "\n".join(reasons))
        case BanhengError():
            return Problem(HTTPStatus.CONFLICT, "no_result", str(error))
        case HttpError() | BadRequest() | SuspiciousOperation():
            return Problem(
                HTTPStatus.BAD_REQUEST,
                "unreadable",
                gettext("请求读不懂：正文不是 JSON，或者太长。请按接口说明改正后重新发送。"),
            )
    return _own_fault(error)


def _faults(error: ValidationError | NulRefused) -> list[Fault]:
    if isinstance(error, NulRefused):
        return [Fault(place="query", found=r"\0", reason=str(error))]
    return [_fault(each) for each in error.errors]


def _own_fault(error: Exception) -> Problem:
    """Say that it was not the request; the log has the rest."""
    LOG.error("interface_failed", exc_info=error)
    if isinstance(error, DatabaseError):
        return Problem(
            HTTPStatus.SERVICE_UNAVAILABLE,
            "not_saved",
            gettext("服务器现在不能读写数据。请稍后用同样的编号再发一次，不会重复登记。"),
            headers={"Retry-After": "10"},
        )
    return Problem(
        HTTPStatus.INTERNAL_SERVER_ERROR,
        "server_error",
        gettext("这不是请求引起的，错误已经记入日志。请过几分钟再试；反复出现时，请把时间告诉系统管理员。"),
    )


def malformed(faults: list[Fault]) -> Problem:
    """Refuse what has not the form that is described."""
    return Problem(
        HTTPStatus.UNPROCESSABLE_ENTITY,
        "malformed",
        gettext("请求的内容不是要求的形式，一项也没有执行。请按接口说明改正后重新发送。"),
        faults=faults,
    )


def no_such_key() -> str:
    """Say that a key is not known."""
    return gettext("没有这一项。请核对拼写。")


def no_tls() -> Problem:
    """Refuse what came over a connection that others may read."""
    return Problem(
        HTTPStatus.FORBIDDEN,
        "tls_needed",
        gettext(
            "请求没有加密，令牌可能已被旁人看到。请改用以 https:// 开头的地址；已经发出过的令牌请在“接口”页收回，另建一个。"
        ),
    )


def no_token() -> Problem:
    """Refuse whoever shows no token that is taken."""
    return Problem(
        HTTPStatus.UNAUTHORIZED,
        "no_token",
        gettext(
            "没有令牌，或者令牌不对、已到期、已收回。请在“Authorization: Bearer”里写上有效的令牌；令牌在学校网站的“接口”页生成。"
        ),
        headers={"WWW-Authenticate": 'Bearer realm="banheng"'},
    )


def not_found() -> Problem:
    """Refuse an address where there is nothing, or nothing for this token."""
    return Problem(
        HTTPStatus.NOT_FOUND,
        "not_found",
        gettext("这个地址没有内容，或者不属于令牌的学校。请核对地址里的代码和编号。"),
    )


def _no_such_method(request: HttpRequest, allowed: str) -> Problem:
    return Problem(
        HTTPStatus.METHOD_NOT_ALLOWED,
        "no_such_method",
        gettext("这个地址不接受 %(method)s。请改用 %(allowed)s。")
        % {"method": request.method, "allowed": allowed},
        headers={"Allow": allowed},
    )


def _fault(error: dict[str, Any]) -> Fault:
    """Say one fault of a request; the library words most of them in English only."""
    found = error.get("input", "")
    kind = error["type"]
    if kind == "missing":
        found, reason = "", gettext("缺少这一项。")
    elif kind == "extra_forbidden":
        reason = no_such_key()
    else:
        reason = gettext("不是要求的形式（%(expected)s）。") % {"expected": error["msg"]}
    place = ".".join(str(part) for part in error["loc"])
    said = found if isinstance(found, str) else repr(found)
    return Fault(place=plain(place), found=plain(said), reason=reason)
