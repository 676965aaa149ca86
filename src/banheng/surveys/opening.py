"""Open a survey: who is asked about which class, and the slips of those without an account."""

from __future__ import annotations

import hashlib
import secrets
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext

from banheng.accounts.models import RoleGrant, User
from banheng.accounts.roles import PERMISSIONS, Permission, Role
from banheng.questionnaires.instrument import WITHOUT_ACCOUNT, About, Group
from banheng.schools.classes import classes_on
from banheng.schools.models import ClassSize, Enrolment, Posting
from banheng.surveys.checking import checked_instrument
from banheng.surveys.counting import survey_items
from banheng.surveys.errors import SurveyRefused
from banheng.surveys.models import Right, Survey

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import date, datetime

    from banheng.schools.models import ClassYear, Grade, School, SchoolClass
    from banheng.surveys.models import InstrumentVersion

CODE_LETTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
"""Without those that are read for one another."""

CODE_LENGTH = 10
LONGEST_DAYS = 60


def open_survey(
    school: School,
    text: str,
    *,
    title: str,
    first: date,
    last: date,
    grades: Sequence[Grade] = (),
    item: str = "",
    events: Mapping[str, str] | None = None,
    version: InstrumentVersion | None = None,
    by: User,
    at: datetime,
) -> Survey:
    """Open a survey about the homeroom teachers of the classes of the first day, or about the school.

    Args:
        version: the school's own questionnaire that `text` is of.

    Raises:
        SurveyRefused: the instrument has faults or blanks, the days do not fit, or nobody could be asked.
    """
    file = checked_instrument(text)
    if not timezone.localdate(at) <= last or not 0 <= (last - first).days <= LONGEST_DAYS:
        raise SurveyRefused(
            "days", gettext("截止日期要在今天以后，调查最长 %(most)d 天。") % {"most": LONGEST_DAYS}
        )
    if item and file.instrument.about is About.SCHOOL:
        raise SurveyRefused("about_school", gettext("关于学校的问卷不计入考核。请选不计入。"))
    if item in (items := survey_items(school, first)) and any(
        group.trim.highest or group.trim.lowest for group in items[item][1].groups.values()
    ):
        raise SurveyRefused(
            "trimmed",
            gettext(
                "这个考核项要去掉最高分和最低分，而调查只留下平均分，不能自动计入。请不计入，或修改方案。"
            ),
        )
    classes = [
        year
        for year in classes_on(school, first)
        if not grades or year.grade_id in {grade.pk for grade in grades}
    ]
    if not classes:
        raise SurveyRefused("no_classes", gettext("开始那一天没有班级可以调查。请核对日期和年级。"))
    with transaction.atomic():
        type(school).objects.select_for_update().get(pk=school.pk)
        _refuse_same(school, file.instrument.instrument, first, last, {year.grade_id for year in classes})
        made = Survey.objects.create(
            school=school,
            title=title or file.instrument.title,
            text=text,
            digest=file.fingerprint,
            version=version,
            first=first,
            last=last,
            item=item,
            events=dict(events or {}),
            opened_by=by,
            opened_at=at,
        )
        made.grades.set(grades)
        rights = _rights_about_school(made, classes) if made.is_about_school else _rights(made, classes)
        Right.objects.bulk_create(rights)
    return made


def _refuse_same(school: School, instrument: str, first: date, last: date, grades: set[int]) -> None:
    """Refuse a second round of a questionnaire for the same classes on the same days.

    Two publications that differ by a few answers would say what these were.
    """
    for other in Survey.objects.filter(school=school, first__lte=last, last__gte=first):
        its_grades = {grade.pk for grade in other.grades.all()} or grades
        if other.instrument.instrument == instrument and its_grades & grades:
            raise SurveyRefused(
                "same",
                gettext(
                    "“%(title)s”用的是同一份问卷，班级和日期有重叠。两次结果相减会看出个别人的答案，请错开日期或班级。"
                )
                % {"title": other.title},
            )


def make_slips(survey: Survey, school_class: SchoolClass, group: Group) -> list[str]:
    """Make the codes of the slips of a class that are not used; those made before do not work any more.

    Raises:
        SurveyRefused: the group answers with accounts, or the survey is closed.
    """
    if group not in WITHOUT_ACCOUNT:
        raise SurveyRefused("no_slips", gettext("这一方登录后作答，不用答题单。"))
    if survey.closed_at is not None:
        raise SurveyRefused("closed", gettext("调查已经结束，不能再发答题单。"))
    rights = list(survey.rights.filter(school_class=school_class, group=group, used=False).order_by("pk"))
    codes = [_new_code() for _ in rights]
    for right, code in zip(rights, codes, strict=True):
        right.digest = digest_of(code)
    with transaction.atomic():
        survey.rights.filter(pk__in=[right.pk for right in rights]).update(digest=None)
        Right.objects.bulk_update(rights, ["digest"])
    return codes


def digest_of(code: str) -> str:
    """Give what is kept of a code, however it was typed."""
    plain = "".join(letter for letter in code.upper() if letter in CODE_LETTERS)
    return hashlib.sha256(f"banheng slip {plain}".encode()).hexdigest()


def _new_code() -> str:
    return "".join(secrets.choice(CODE_LETTERS) for _ in range(CODE_LENGTH))


def _rights(survey: Survey, classes: Sequence[ClassYear]) -> Iterator[Right]:
    people = _people(survey, classes)
    sizes = _sizes(survey, classes)
    for group in survey.instrument.groups:
        for year in classes:
            if group in WITHOUT_ACCOUNT:
                if group is Group.PUPIL and year.grade.level < survey.instrument.pupils_from_grade:
                    continue
                for _ in range(sizes.get(year.school_class_id, 0)):
                    yield Right(survey=survey, group=group, school_class=year.school_class)
            else:
                for user in people[group].get(year.pk, ()):
                    yield Right(survey=survey, group=group, school_class=year.school_class, user_id=user)


def _rights_about_school(survey: Survey, classes: Sequence[ClassYear]) -> Iterator[Right]:
    """Ask every homeroom teacher once, however many classes they have, and all others with an account."""
    day, school = survey.first, survey.school
    account, teacher = _teachers(survey, classes)
    granted = RoleGrant.objects.filter(
        Q(last=None) | Q(last__gte=day),
        school=school,
        withdrawn_at=None,
        first__lte=day,
        user__is_active=True,
    )
    roles = [role.value for role in Role if Permission.SEE_SCHOOL in PERMISSIONS[role]]
    teachers = set(teacher.values())
    others = {*account.values(), *granted.filter(role__in=roles).values_list("user", flat=True)} - teachers
    asked = {Group.HOMEROOM_TEACHER: teachers, Group.STAFF: others}
    for group in survey.instrument.groups:
        for user in sorted(asked[group]):
            yield Right(survey=survey, group=group, user_id=user)


def _teachers(survey: Survey, classes: Sequence[ClassYear]) -> tuple[dict[int, int], dict[int, int]]:
    """Give the accounts by the key of the colleague, and those of the homeroom teachers by that of the class."""
    day = survey.first
    postings = Posting.objects.filter(
        Q(last=None) | Q(last__gte=day),
        school_class__in=[year.school_class_id for year in classes],
        first__lte=day,
        role=Posting.Role.HOMEROOM_TEACHER,
    )
    there = User.objects.filter(
        Q(staff__left=None) | Q(staff__left__gte=day), staff__school=survey.school, is_active=True
    )
    account = dict(there.values_list("staff", "pk"))
    return account, {
        posting.school_class_id: account[posting.staff_id]
        for posting in postings
        if posting.staff_id in account
    }


def _sizes(survey: Survey, classes: Sequence[ClassYear]) -> dict[int, int]:
    """Count the pupils of each class: by the roster, or as its size says where no pupils are enrolled."""
    day = survey.first
    concerned = [year.school_class_id for year in classes]
    sizes = dict(
        ClassSize.objects.filter(school_class__in=concerned, first__lte=day)
        .order_by("first")
        .values_list("school_class", "pupils")
    )
    enrolled = Enrolment.objects.filter(
        Q(last=None) | Q(last__gte=day), school_class__in=concerned, first__lte=day
    )
    counted: dict[int, int] = {}
    for school_class in enrolled.values_list("school_class", flat=True):
        counted[school_class] = counted.get(school_class, 0) + 1
    return sizes | counted


def _people(survey: Survey, classes: Sequence[ClassYear]) -> dict[Group, dict[int, set[int]]]:
    """Find for each group that has accounts who answers about which class (by the key of its year)."""
    day, school = survey.first, survey.school
    _, teacher = _teachers(survey, classes)
    granted: dict[str, list[RoleGrant]] = {}
    for grant in RoleGrant.objects.filter(
        Q(last=None) | Q(last__gte=day), school=school, withdrawn_at=None, first__lte=day
    ):
        granted.setdefault(grant.role, []).append(grant)

    def holders(roles: Iterable[Role], year: ClassYear) -> set[int]:
        return {
            grant.user_id
            for role in roles
            for grant in granted.get(role.value, [])
            if grant.grade_id in {None, year.grade_id}
            and grant.school_class_id in {None, year.school_class_id}
        }

    found: dict[Group, dict[int, set[int]]] = {group: {} for group in Group}
    for year in classes:
        own = teacher.get(year.school_class_id)
        grade = {
            teacher[other.school_class_id]
            for other in classes
            if other.grade_id == year.grade_id and other.school_class_id in teacher
        }
        subject = {
            grant.user_id
            for grant in granted.get(Role.SUBJECT_TEACHER.value, [])
            if grant.school_class_id == year.school_class_id
        }
        found[Group.SELF][year.pk] = {own} if own else set()
        found[Group.PEER][year.pk] = grade - {own}
        found[Group.SUBJECT_TEACHER][year.pk] = subject - {own}
        found[Group.OFFICE][year.pk] = holders([Role.MORAL_EDUCATION_OFFICE], year)
        found[Group.LEADER][year.pk] = holders([Role.PRINCIPAL, Role.GRADE_LEADER], year) - {own}
    return found
