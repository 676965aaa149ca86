"""Terms, classes and staff: codes and names, nothing of pupils."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import HttpRequest
from ninja import Query, Router, Schema
from pydantic import Field

from banheng.accounts.roles import Permission
from banheng.accounts.tokens import Scope
from banheng.schools.models import ClassYear, Posting, Staff, Term
from banheng.web.api.opening import Bearer
from banheng.web.api.paging import page_of
from banheng.web.api.problem import ProblemOut
from banheng.web.api.values import After, Limit, Page, SchoolCode, Sent, refuse_unknown

REFUSALS = (401, 403, 404, 422, 429)

router = Router(tags=["roster"])


class TermOut(Schema):
    """A term."""

    code: str = Field(description="As in `2026-2027-1`.", examples=["2026-2027-1"])
    academic_year: str = Field(description="As in `2026-2027`.", examples=["2026-2027"])
    number: int = Field(description="1 or 2.")
    first: date = Field(description="First day.")
    last: date = Field(description="Last day.")


class Terms(Schema):
    """The terms of the school."""

    terms: list[TermOut] = Field(description="All terms, the earliest first.")


class ClassOut(Schema):
    """A class as it is called today."""

    code: str = Field(description="Code that stays from opening to closing.", examples=["101"])
    name: str = Field(description="What it is called this year.", examples=["一年级1班"])
    stage: str = Field(description="`primary`, `junior`, `senior` or `vocational`.")
    grade: str = Field(description="Name of the grade.", examples=["一年级"])
    level: int = Field(description="Place of the grade in its stage, from 1.")
    number: int = Field(description="Number of the class in its grade.")
    class_type: str = Field(description="What coefficients of a scheme name; mostly empty.")
    homeroom_teacher: str | None = Field(description="Staff code of who has the class today.")


class Classes(Schema):
    """The classes that the token may see."""

    classes: list[ClassOut] = Field(description="In the order of the school.")


class PostingOut(Schema):
    """A class that somebody has today."""

    school_class: str = Field(description="Code of the class.")
    role: str = Field(description="`homeroom_teacher`, `assistant_homeroom_teacher` or `substitute`.")
    first: date = Field(description="Since when.")
    last: date | None = Field(description="Until when, if that is known.")


class StaffOut(Schema):
    """Somebody who works at the school."""

    number: int = Field(description="Number of the row, for paging.")
    code: str = Field(description="Staff code; two may share a name, never a code.")
    name: str = Field(description="Name.")
    left: date | None = Field(description="Last day at the school, if they left.")
    postings: list[PostingOut] = Field(description="The classes that they have today.")


class StaffPage(Page):
    """Staff, those who left included."""

    staff: list[StaffOut] = Field(description="At most `limit`.")


class Wanted(Sent):
    """Which page."""

    after: After = 0
    limit: Limit = 100


@router.get("/roster/terms", auth=Bearer(Scope.ROSTER_READ), response={200: Terms, REFUSALS: ProblemOut})
def list_terms(request: HttpRequest, school: SchoolCode) -> Any:  # noqa: ARG001
    """List the terms. Scope `roster:read`."""
    terms = Term.objects.filter(academic_year__school=request.access.school)
    return {
        "terms": [
            {
                "code": term.code,
                "academic_year": term.academic_year.code,
                "number": term.number,
                "first": term.first,
                "last": term.last,
            }
            for term in terms.select_related("academic_year").order_by("first", "pk")
        ]
    }


@router.get("/roster/classes", auth=Bearer(Scope.ROSTER_READ), response={200: Classes, REFUSALS: ProblemOut})
def list_classes(request: HttpRequest, school: SchoolCode) -> Any:  # noqa: ARG001
    """List the classes of today that the account sees. Scope `roster:read`."""
    access = request.access
    if not access.may(Permission.SEE_CLASS):
        raise PermissionDenied
    having = {
        posting.school_class_id: posting.staff.code
        for posting in _postings(request).exclude(role=Posting.Role.ASSISTANT_HOMEROOM_TEACHER)
    }
    return {"classes": [_class(each, having) for each in access.classes(Permission.SEE_CLASS)]}


@router.get("/roster/staff", auth=Bearer(Scope.ROSTER_READ), response={200: StaffPage, REFUSALS: ProblemOut})
def list_staff(request: HttpRequest, school: SchoolCode, wanted: Query[Wanted]) -> Any:  # noqa: ARG001
    """List the staff; for accounts that maintain the roster. Scope `roster:read`.

    A token for one grade or class lists those who have its classes today.
    """
    refuse_unknown(request, wanted)
    access = request.access
    if not access.may(Permission.EDIT_ROSTER):
        raise PermissionDenied
    held: dict[int, list[Posting]] = {}
    for posting in _postings(request):
        held.setdefault(posting.staff_id, []).append(posting)
    staff = Staff.objects.filter(school=access.school)
    if request.covered is not None:
        staff = staff.filter(pk__in=held)
    rows, after, more = page_of(staff, "pk", wanted.after, wanted.limit)
    return {"staff": [_staff(each, held.get(each.pk, [])) for each in rows], "next": after, "more": more}


def _postings(request: HttpRequest) -> Any:
    """List who has which class today, within the token."""
    day = request.access.day
    found = Posting.objects.filter(
        Q(last=None) | Q(last__gte=day), first__lte=day, school_class__school=request.access.school
    )
    if request.covered is not None:
        found = found.filter(school_class__code__in=request.covered)
    return found.select_related("school_class", "staff").order_by("first", "pk")


def _class(year: ClassYear, having: dict[int, str]) -> dict[str, Any]:
    return {
        "code": year.school_class.code,
        "name": year.name,
        "stage": year.grade.stage,
        "grade": year.grade.name,
        "level": year.grade.level,
        "number": year.number,
        "class_type": year.class_type,
        "homeroom_teacher": having.get(year.school_class_id),
    }


def _staff(member: Staff, postings: list[Posting]) -> dict[str, Any]:
    return {
        "number": member.pk,
        "code": member.code,
        "name": member.name,
        "left": member.left,
        "postings": [
            {
                "school_class": posting.school_class.code,
                "role": posting.role,
                "first": posting.first,
                "last": posting.last,
            }
            for posting in postings
        ],
    }
