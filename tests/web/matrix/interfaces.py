from datetime import timedelta

from banheng.accounts.roles import Role
from banheng.accounts.tokens import Scope, make_token
from banheng.notices.webhooks.keeping import add_webhook, send_test
from tests.factories import NOW, TODAY
from tests.web.matrix.row import OFFICE, Row

MAKERS = OFFICE | {Role.SYSTEM_ADMINISTRATOR}


def a_token(world):
    """A token of the office: the administrator takes it back too."""
    user = world.users[Role.MORAL_EDUCATION_OFFICE]
    last = TODAY + timedelta(days=30)
    made, _ = make_token(
        world.own.school, user, name="教务系统", scopes=[Scope.RECORDS_READ], last=last, at=NOW
    )
    return {"token": made.pk}


def a_webhook(world):
    user = world.users[Role.MORAL_EDUCATION_OFFICE]
    world.own.school.webhooks.all().delete()
    made, _ = add_webhook(
        world.own.school,
        name="大屏",
        address="https://hall.example/hook",
        kinds=["record.appended"],
        by=user,
        at=NOW,
    )
    return {"webhook": made.pk}


def an_event(world):
    webhook = world.own.school.webhooks.get(pk=a_webhook(world)["webhook"])
    return {"webhook": webhook.pk, "event": send_test(webhook, NOW).pk}


ROWS = [
    Row("interfaces", MAKERS),
    Row("interfaces-token-new", MAKERS),
    Row("interfaces-token-new", MAKERS, method="post"),
    Row("interfaces-token-revoke", MAKERS, method="post", arguments=a_token, answers=302),
    Row("interfaces-webhook-new", OFFICE),
    Row("interfaces-webhook-new", OFFICE, method="post"),
    Row("interfaces-webhook", OFFICE, arguments=a_webhook),
    Row("interfaces-webhook", OFFICE, method="post", arguments=a_webhook),
    Row("interfaces-webhook-test", OFFICE, method="post", arguments=a_webhook, answers=302),
    Row("interfaces-webhook-go-on", OFFICE, method="post", arguments=a_webhook, answers=302),
    Row("interfaces-webhook-again", OFFICE, method="post", arguments=an_event, answers=302),
    Row("interfaces-webhook-remove", OFFICE, method="post", arguments=a_webhook, answers=302),
]
