from datetime import date

from banheng.accounts.roles import Role
from banheng.ledger.duties import put_on_duty
from banheng.ledger.duty_weeks import find_week
from banheng.ledger.models import Duty, Post
from tests.factories import NOW
from tests.web.matrix.row import OFFICE, Row

MONDAY = "2026-10-19"


def this_week(_world):
    return {"monday": MONDAY}


def a_post(world):
    number = Post.objects.count()
    return {"post": Post.objects.create(school=world.own.school, name=f"岗位{number}").pk}


def a_duty(world):
    """Somebody on duty this week, on a post of its own."""
    post = Post.objects.get(pk=a_post(world)["post"])
    week = find_week(world.own.school, date.fromisoformat(MONDAY))
    office = world.users[Role.MORAL_EDUCATION_OFFICE]
    duty = put_on_duty(week, post, world.users[Role.DUTY_INSPECTOR], by=office, at=NOW)
    return {"monday": MONDAY, "duty": duty.pk}


def a_manned_post(world):
    return {"monday": MONDAY, "post": Duty.objects.get(pk=a_duty(world)["duty"]).post_id}


ROWS = [
    Row("rota", OFFICE),
    Row("rota-make", OFFICE),
    Row("rota-make", OFFICE, method="post"),
    Row("rota-preview", OFFICE),
    Row("rota-week", OFFICE, arguments=this_week),
    Row("rota-week", OFFICE, method="post", arguments=this_week, answers=302),
    Row("rota-put", OFFICE, method="post", arguments=this_week, answers=302),
    Row("rota-pupil", OFFICE, method="post", arguments=this_week, answers=302),
    Row("rota-swap", OFFICE, method="post", arguments=a_duty, answers=302),
    Row("rota-take-off", OFFICE, method="post", arguments=a_duty, answers=302),
    Row("rota-leave-post", OFFICE, method="post", arguments=a_manned_post, answers=302),
    Row("rota-posts", OFFICE),
    Row("rota-post-new", OFFICE),
    Row("rota-post-new", OFFICE, method="post"),
    Row("rota-post", OFFICE, arguments=a_post),
    Row("rota-post", OFFICE, method="post", arguments=a_post),
    Row("rota-post-retire", OFFICE, method="post", arguments=a_post, answers=302),
    Row("rota-visits", OFFICE),
]
