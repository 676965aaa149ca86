from banheng.accounts.roles import Role
from banheng.assessment.models import HallDisplay
from tests.factories import NOW
from tests.web.matrix.row import OFFICE, Row

SEE_LEAGUE = frozenset(
    {Role.HOMEROOM_TEACHER, Role.GRADE_LEADER, Role.MORAL_EDUCATION_OFFICE, Role.PRINCIPAL}
)


def display(world):
    made, _ = HallDisplay.objects.get_or_create(
        school=world.own.school, name="大厅", secret="secret", defaults={"made_at": NOW}
    )
    return {"display": made.pk}


ROWS = [
    Row("league", SEE_LEAGUE),
    Row("league-week", SEE_LEAGUE),
    Row("league-heat", SEE_LEAGUE),
    Row("league-compare", SEE_LEAGUE),
    Row("league-displays", OFFICE),
    Row("league-display-new", OFFICE, method="post", form=lambda _world: {"name": "大厅"}, answers=302),
    Row("league-display-withdraw", OFFICE, method="post", arguments=display, answers=302),
]
