"""A plan with a training and its sessions."""

from datetime import date

from banheng.development.training.models import Session, Training
from banheng.development.training.planning import add_session, plan_of, save_training
from tests.factories import NOW


def make_training(small, **said):
    """A school-based training of this school, put into the plan of the year."""
    usual = {
        "plan": plan_of(small.year),
        "name": "班级管理研修",
        "kinds": ["centralised"],
        "themes": ["class_management"],
        "times": 2,
        "since": date(2026, 9, 1),
        "until": date(2026, 12, 31),
    }
    return save_training(Training(**usual | said), by=None, at=NOW)


def make_session(training, **said):
    """A session of 6 hours today."""
    usual = {"topic": "第一讲", "since": date(2026, 10, 21), "until": date(2026, 10, 21), "hours": 6}
    return add_session(Session(training=training, **usual | said))
