from banheng.accounts.roles import Role
from tests.web.matrix.row import Row

SEE_CLASS = frozenset(
    {
        Role.HOMEROOM_TEACHER,
        Role.SUBJECT_TEACHER,
        Role.GRADE_LEADER,
        Role.MORAL_EDUCATION_OFFICE,
        Role.PRINCIPAL,
    }
)

ROWS = [
    Row("scores", SEE_CLASS),
    Row("scores-class", SEE_CLASS, arguments=lambda _world: {"school_class": "101"}),
]
