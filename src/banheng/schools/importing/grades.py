"""Which grade, name and number a row of a roster gives a class."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext

from banheng.schools.errors import ChangeRefused
from banheng.schools.importing.reading import check_length
from banheng.schools.models import Grade, Stage
from banheng.schools.naming import class_number, read_grade

if TYPE_CHECKING:
    from banheng.schools.importing.work import Work
    from banheng.schools.models import School
    from banheng.scoring.roster import Posting as Row


def class_place(row: Row, code: str) -> tuple[str, str, int]:
    """Give the names of grade and class, and the class's number.

    The grade may stand in the name only: `三年级2班`.
    """
    name = row.class_name or code
    grade = row.grade
    if not grade:
        cut = name.find("级") + 1
        grade = name[:cut] if cut and read_grade(name[:cut], row.stage) else ""
    return grade, name, class_number(name.removeprefix(grade)) or class_number(code) or 1


def find_grade(school: School, name: str, row: Row, work: Work) -> Grade:
    """Find a grade of the school by its name or by its place, or make it.

    Raises:
        ChangeRefused: the name does not say which grade it is.
    """
    grade = Grade.objects.filter(school=school, name=name).first()
    if grade is not None:
        return grade
    place = read_grade(name, row.stage or _only_stage(school))
    if place is None or place.stage not in Stage.values:
        raise ChangeRefused(
            "unknown_grade",
            gettext("看不出“%(name)s”是哪个年级。请写成“三年级”“初一”“高二”这样，并填学段。")
            % {"name": name},
        )
    known = Grade.objects.filter(school=school, stage=place.stage, level=place.level).first()
    if known is not None:
        return known
    check_length(Grade, "name", name)
    work.new("grade", name, row=row.row)
    return work.journal.create(Grade, school=school, stage=place.stage, level=place.level, name=name)


def _only_stage(school: School) -> str:
    stages = set(Grade.objects.filter(school=school).values_list("stage", flat=True))
    return stages.pop() if len(stages) == 1 else ""
