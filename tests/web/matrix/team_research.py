from banheng.accounts.roles import Role
from banheng.development.research.models import Project, Work
from banheng.development.research.projects import propose
from tests.factories import NOW, TODAY
from tests.web.matrix.row import OFFICE, STAFF, Row

WITH_STAFF = frozenset({Role.HOMEROOM_TEACHER, Role.STAFF})
AUTHOR = frozenset({Role.HOMEROOM_TEACHER})


def work(world):
    """One that waits, by the homeroom teacher."""
    made, _ = Work.objects.get_or_create(
        school=world.own.school,
        kind="paper",
        title="论文",
        author=world.own.teachers["101"],
        defaults={"text": "摘要", "day": TODAY, "sent_at": NOW},
    )
    return {"work": made.pk}


def project(world):
    kept = Project.objects.filter(school=world.own.school).first() or propose(
        world.own.school,
        title="课题",
        level="school",
        question="怎样",
        leader=world.own.teachers["102"],
        members=[],
        first=TODAY,
        last=TODAY,
    )
    return {"project": kept.pk}


ROWS = [
    Row("research", STAFF),
    Row("research-new", WITH_STAFF),
    Row("research-one", OFFICE | AUTHOR, arguments=work),
    Row("research-edit", AUTHOR, arguments=work),
    Row("research-accept", OFFICE, method="post", arguments=work, answers=302),
    Row("research-return", OFFICE, method="post", arguments=work),
    Row("research-propose", OFFICE),
    Row("research-project", STAFF, arguments=project),
]
