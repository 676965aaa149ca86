from banheng.notices.models import Robot
from tests.factories import NOW
from tests.web.matrix.row import OFFICE, STAFF, Row


def a_robot(world):
    """A robot of the school, new for each who asks."""
    robot = Robot.objects.create(school=world.own.school, name="班主任群", platform="wecom", made_at=NOW)
    return {"robot": robot.pk}


def no_notice(_world):
    """Whose notice it is decides the view; a test of its own says so."""
    return {"notice": 0}


ROWS = [
    Row("inbox", STAFF),
    Row("inbox-read", STAFF, method="post", answers=302),
    Row("inbox-open", STAFF, method="post", arguments=no_notice, answers=404),
    Row("inbox-settings", STAFF),
    Row("inbox-settings", STAFF, method="post"),
    Row("inbox-robots", OFFICE),
    Row("inbox-robot-new", OFFICE),
    Row("inbox-robot-new", OFFICE, method="post"),
    Row("inbox-hours", OFFICE, method="post"),
    Row("inbox-again", OFFICE, method="post", answers=302),
    Row("inbox-robot", OFFICE, arguments=a_robot),
    Row("inbox-robot", OFFICE, method="post", arguments=a_robot),
    Row("inbox-robot-test", OFFICE, method="post", arguments=a_robot, answers=302),
    Row("inbox-robot-remove", OFFICE, method="post", arguments=a_robot, answers=302),
]
