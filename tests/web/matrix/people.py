from datetime import date

from banheng.accounts.models import User
from banheng.accounts.opening import open_account
from banheng.accounts.passes import make_pass, make_pupil_inspector
from banheng.accounts.roles import Role
from tests.factories import NOW, grant
from tests.web.matrix.row import OFFICE, Row

ADMINISTRATORS = frozenset({Role.SYSTEM_ADMINISTRATOR})


def somebody(world):
    """An account that the school keeps, new for each who asks."""
    code = f"new{User.objects.count()}"
    slip = open_account(world.own.school, name="张三", code=code, at=NOW, by=None)
    return {"user": slip.user.pk}


def a_grant(world):
    user = User.objects.get(pk=somebody(world)["user"])
    return {"user": user.pk, "grant": grant(user, Role.PRINCIPAL, world.own.school).pk}


def a_pass(world):
    pupil = make_pupil_inspector(world.own.school, "李小明", at=NOW, by=None)
    return {"number": make_pass(pupil, date(2026, 10, 19), date(2026, 10, 23), NOW).pk}


def a_role(_world):
    return {"role": Role.BOOKKEEPER.value, "first": "2026-10-21"}


ROWS = [
    Row("people", ADMINISTRATORS),
    Row("people-new", ADMINISTRATORS),
    Row("people-new", ADMINISTRATORS, method="post", form=lambda _world: {"name": "张三", "code": "zhang"}),
    Row("people-open", ADMINISTRATORS, method="post"),
    Row("people-factors", ADMINISTRATORS),
    Row("people-factors", ADMINISTRATORS, method="post", answers=302),
    Row("people-person", ADMINISTRATORS, arguments=somebody),
    Row("people-grant", ADMINISTRATORS, method="post", arguments=somebody, form=a_role, answers=302),
    Row("people-end", ADMINISTRATORS, method="post", arguments=a_grant, answers=302),
    Row("people-password", ADMINISTRATORS, method="post", arguments=somebody),
    Row("people-factor", ADMINISTRATORS, method="post", arguments=somebody, answers=302),
    Row("people-sign-out", ADMINISTRATORS, method="post", arguments=somebody, answers=302),
    Row("people-deactivate", ADMINISTRATORS, method="post", arguments=somebody, answers=302),
    Row("people-activate", ADMINISTRATORS, method="post", arguments=somebody, answers=302),
    Row("people-passes", ADMINISTRATORS | OFFICE),
    Row("people-pass-code", ADMINISTRATORS | OFFICE, arguments=a_pass),
    Row("people-pass-revoke", ADMINISTRATORS | OFFICE, method="post", arguments=a_pass, answers=302),
]
