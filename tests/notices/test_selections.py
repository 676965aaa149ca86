"""Who takes part in a round of selection is told of each of its steps."""

import pytest

from banheng.development.posts.applying import apply
from banheng.notices.gathering import gather
from banheng.notices.models import Notice
from tests.development.posts.rounds import make_world
from tests.factories import NOW, make_user

pytestmark = pytest.mark.django_db


def test_applicants_and_judges_are_told_and_nobody_else():
    world = make_world()
    candidate = make_user("candidate", staff=world.colleagues[0])
    judge, _ = make_user("judge"), make_user("somebody", staff=world.colleagues[1])
    selection = world.opened()
    apply(selection, world.colleagues[0], statement="", by=candidate, at=NOW)
    selection.panel.create(user=judge)
    world.go_on(selection)

    for _again in range(2):
        gather(world.school, NOW)

    notices = Notice.objects.all()
    assert {(notice.recipient.username, notice.text) for notice in notices} == {
        ("candidate", "自愿报名"),
        ("judge", "自愿报名"),
    }
    assert len(notices) == 2
