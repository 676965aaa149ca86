"""What the rules in force say of the teachers of a school, of one of them, and of its classes."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Q
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext

from banheng.accounts.roles import Permission
from banheng.development.class_checks import classes_checked, school_checked
from banheng.development.eligible import answered
from banheng.development.rule_packs import rules_in_force
from banheng.eligibility.facts import About
from banheng.reports.contents.team_answers import AnswerRow, team_answers
from banheng.schools.models import Posting, Staff
from banheng.web.eligibility.saying import GROUPS, Shown, in_language, is_confidential, shown
from banheng.web.loading import school_page
from banheng.web.reports.answering import answer as answer_with

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.http import HttpRequest, HttpResponse

    from banheng.accounts.access import Access

ROWS_A_PAGE = 100
KEEPERS = (Permission.KEEP_TEAM, Permission.DECIDE_TEAM)


@dataclass(frozen=True, slots=True)
class Asked:
    """What the page is asked to show.

    Attributes:
        rule: `<pack>/<rule>`, or nothing for all.
        group: code of the outcomes, or nothing for all.
        who: `homeroom` or `all`.
    """

    day: date
    rule: str
    group: str
    who: str


@dataclass(frozen=True, slots=True)
class Found:
    """Everything that was answered, and what of it was asked for.

    Attributes:
        counts: for each rule its code, name and how many answers each group has.
        rows: teacher and answer.
    """

    counts: Sequence[tuple[str, str, Sequence[int]]]
    rows: Sequence[tuple[Staff, Shown]]
    teachers: int


@school_page(Permission.SEE_TEAM)
def answers(request: HttpRequest, access: Access) -> HttpResponse:
    """Show the answers for the whole school on a day."""
    asked = _asked(request, access)
    found = _find(access, asked)
    query = request.GET.copy()
    query.pop("page", None)
    page = {
        "asked": asked,
        "groups": GROUPS,
        "counts": found.counts,
        "teachers": found.teachers,
        "rows": Paginator(found.rows, ROWS_A_PAGE).get_page(request.GET.get("page")),
        "query": query.urlencode(),
        "tab": "answers",
    }
    return render(request, "eligibility/answers.html", page)


@school_page(Permission.SEE_TEAM)
def document(request: HttpRequest, access: Access, form: str) -> HttpResponse:
    """Give the answers that were asked for as a document or workbook."""
    asked = _asked(request, access)
    found = _find(access, asked)
    rows = [
        AnswerRow(
            staff.code,
            staff.name,
            each.name,
            " ".join(each.rule.clause),
            each.said,
            gettext("；").join(each.reasons),
        )
        for staff, each in found.rows
    ]
    counts = [(name, numbers) for _, name, numbers in found.counts]
    groups = [str(group.label) for group in GROUPS]
    return answer_with(request, team_answers(access.school.name, asked.day, groups, counts, rows), form)


@school_page(Permission.SEE_SCHOOL)
def one(request: HttpRequest, access: Access, staff: int) -> HttpResponse:
    """Show one teacher's answers with everything they rest on."""
    person = get_object_or_404(Staff.objects.select_related("school"), school=access.school, pk=staff)
    is_own = access.user.staff_id == person.pk
    if not is_own and not access.may(Permission.SEE_TEAM):
        raise PermissionDenied
    day = _day(request, access)
    (found,) = answered(access.school, [person], day)
    sees_all = is_own or any(access.may(permission) for permission in KEEPERS)
    said = [
        shown(version, each) for version, each in found.answers if sees_all or not is_confidential(each.rule)
    ]
    page = {
        "person": person,
        "day": day,
        "is_own": is_own,
        "groups": [(group, [each for each in said if each.group is group]) for group in GROUPS],
        "has_rules": bool(said),
    }
    return render(request, "eligibility/one.html", page)


@school_page(Permission.SEE_TEAM)
def classes(request: HttpRequest, access: Access) -> HttpResponse:
    """Show whether each class has its homeroom teacher, by the rules in force about classes."""
    day = _day(request, access)
    checked = [
        (each, [shown(version, answer) for version, answer in each.answers])
        for each in classes_checked(access.school, day)
    ]
    page = {
        "day": day,
        "checked": checked,
        "of_school": [shown(version, answer) for version, answer in school_checked(access.school, day)],
        "has_rules": any(said for _, said in checked),
        "wrong": sum(any(each.group.code != "fine" for each in said) for _, said in checked),
        "tab": "classes",
    }
    return render(request, "eligibility/classes.html", page)


def _asked(request: HttpRequest, access: Access) -> Asked:
    return Asked(
        _day(request, access),
        request.GET.get("rule", ""),
        request.GET.get("group", "blocks" if not request.GET else ""),
        "all" if request.GET.get("who") == "all" else "homeroom",
    )


def _day(request: HttpRequest, access: Access) -> date:
    try:
        return date.fromisoformat(request.GET.get("day", ""))
    except ValueError:
        return access.day


def _find(access: Access, asked: Asked) -> Found:
    staff = list(_staff(access, asked))
    sees_all = any(access.may(permission) for permission in KEEPERS)
    counts: Counter[tuple[str, str]] = Counter()
    rows: list[tuple[Staff, Any]] = []
    names: dict[str, str] = {}
    for version in rules_in_force(access.school, asked.day):
        for rule in version.rules.rules:
            if rule.about is About.PERSON and (sees_all or not is_confidential(rule)):
                names[f"{version.code}/{rule.code}"] = in_language(rule.name, rule.name_en)
    by_outcome = {outcome: group.code for group in GROUPS for outcome in group.outcomes}
    for each in answered(access.school, staff, asked.day):
        for version, answer in each.answers:
            code = f"{version.code}/{answer.rule.code}"
            if code not in names:
                continue
            group = by_outcome[answer.outcome]
            counts[code, group] += 1
            if asked.rule in ("", code) and asked.group in ("", group):
                rows.append((each.staff, (version, answer)))
    return Found(
        [(code, name, [counts[code, group.code] for group in GROUPS]) for code, name in names.items()],
        _Rows(rows),
        len(staff),
    )


class _Rows(list[Any]):
    """Rows that are put into words only where they are shown."""

    def __getitem__(self, place: Any) -> Any:
        found = super().__getitem__(place)
        return [_worded(row) for row in found] if isinstance(place, slice) else _worded(found)

    def __iter__(self) -> Any:
        return map(_worded, super().__iter__())


def _worded(row: tuple[Staff, Any]) -> tuple[Staff, Shown]:
    staff, (version, answer) = row
    return staff, shown(version, answer)


def _staff(access: Access, asked: Asked) -> Any:
    staff = Staff.objects.filter(Q(left=None) | Q(left__gte=asked.day), school=access.school)
    if asked.who == "all":
        return staff
    held = Posting.objects.filter(
        Q(last=None) | Q(last__gte=asked.day),
        role=Posting.Role.HOMEROOM_TEACHER,
        first__lte=asked.day,
        school_class__school=access.school,
    )
    return staff.filter(pk__in=held.values("staff"))
