"""Results: score sheets, the result of each class, and why it is what it is. Pay is not in them."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Annotated, Any

from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import Http404, HttpRequest
from ninja import Path, Query, Router, Schema
from pydantic import Field

from banheng.accounts.roles import Permission
from banheng.accounts.tokens import Scope
from banheng.assessment.freezing import standing
from banheng.assessment.live import explain_live
from banheng.assessment.models import ScoreSheet
from banheng.assessment.periods import period_of_sheet
from banheng.scoring.explanation.as_json import write_json
from banheng.web.api.opening import Bearer
from banheng.web.api.paging import page_of
from banheng.web.api.problem import ProblemOut
from banheng.web.api.values import After, Code, Figure, Limit, Page, SchoolCode, Sent, refuse_unknown
from banheng.web.desk.loading import DESK, load_period
from banheng.web.loading import load_class

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from banheng.accounts.access import Access
    from banheng.scoring.explanation import Explanation

REFUSALS = (401, 403, 404, 409, 422, 429)

router = Router(tags=["results"])


class SheetOut(Schema):
    """A score sheet: the results of one scheme for one period."""

    number: int = Field(description="Number of the sheet, for paging.")
    scheme: str = Field(description="Code of the scheme.", examples=["primary-month"])
    title: str = Field(description="Title of the scheme.")
    version: int = Field(description="Number of the version of the scheme.")
    period: str = Field(description="Code of the period.", examples=["2026-10"])
    first: date = Field(description="First day of the period.")
    last: date = Field(description="Last day of the period.")
    state: str = Field(description="`computed`, `reviewed`, `published` or `final`.")
    edition: int | None = Field(description="The edition that stands; null before publication.")
    digest: str | None = Field(description="SHA-256 that names the edition; null before publication.")
    at: datetime = Field(description="When the edition was made, or the sheet computed.")


class SheetPage(Page):
    """Score sheets in the order in which they were begun."""

    sheets: list[SheetOut] = Field(description="At most `limit`.")


class PartOut(Schema):
    """The points of an indicator or item."""

    points: Figure = Field(description="Exact points.")
    applies: bool = Field(description="False for a part that left the denominator.")


class ResultOut(Schema):
    """The result of a homeroom teacher with a class, or the line of a class that several had."""

    key: str = Field(description="School, class and teacher codes with slashes between.")
    school_class: str = Field(description="Code of the class.")
    class_name: str = Field(description="What the class was called.")
    grade: str = Field(description="Grade, as in the roster.")
    teacher: str = Field(description="Staff code; empty for the line of a class.")
    teacher_name: str = Field(description="Name.")
    role: str = Field(description="`homeroom_teacher`, `substitute` or `assistant_homeroom_teacher`.")
    is_class_line: bool = Field(description="The line of a class that several teachers had.")
    days: int = Field(description="Days answered for.")
    applies: bool = Field(description="False if no item applies; the total then says nothing.")
    total: Figure = Field(description="Total after limits, vetoes, decisions and rounding.")
    rank: int | None = Field(description="Rank in the group; null if not ranked.")
    rank_of: int = Field(description="How many are ranked in the group.")
    rating: str = Field(description="Code of the rating; empty if not rated.")
    rating_name: str = Field(description="Its name.")
    flags: list[str] = Field(description="As in the score format: `last_place`, `not_applicable` and others.")
    indicators: dict[str, PartOut] | None = Field(
        description="By code; null for classes whose points the account may not see in detail."
    )
    items: dict[str, PartOut] | None = Field(description="The same for items.")


class SheetResults(SheetOut):
    """A score sheet with its results."""

    results: list[ResultOut] = Field(
        description="In the order of the roster; within the classes of the token."
    )


class ExplanationOut(Schema):
    """Why a result is what it is, as `banheng-explanation/1` (docs/reference/explanation-format.md), without pay."""

    version: str = Field(description="`banheng-explanation/1`.")
    scheme: dict[str, Any] = Field(description="Code, title and fingerprint of the scheme.")
    period: dict[str, Any] = Field(description="Code, kind, first and last day.")
    subject: dict[str, Any] = Field(description="Whose result it is.")
    total: dict[str, Any] = Field(description="Total, with the steps that lead to it.")
    parts: list[dict[str, Any]] = Field(description="Indicators, in them items, in these records.")
    pieces: list[dict[str, Any]] = Field(description="The shorter periods that a longer one adds up.")
    besides: list[dict[str, Any]] = Field(description="Records of vetoes and decisions.")
    rank: dict[str, Any] = Field(description="Rank, with steps.")
    rating: dict[str, Any] = Field(description="Rating, with steps.")
    flags: list[str] = Field(description="As in the score format.")


class Wanted(Sent):
    """Which sheets."""

    scheme: Code = Field("", description="Only of the scheme of this code.")
    after: After = 0
    limit: Limit = 100


SchemeCode = Annotated[Code, Path(description="Code of the scheme.")]
PeriodCode = Annotated[Code, Path(description="Code of the period, as in `2026-10`.")]


@router.get("/results", auth=Bearer(Scope.RESULTS_READ), response={200: SheetPage, REFUSALS: ProblemOut})
def list_sheets(request: HttpRequest, school: SchoolCode, wanted: Query[Wanted]) -> Any:  # noqa: ARG001
    """List score sheets.

    Published and final ones; those that are computed or reviewed for accounts that run the period desk.
    Scope `results:read`.
    """
    refuse_unknown(request, wanted)
    found = _visible(request.access)
    if wanted.scheme:
        found = found.filter(version__code=wanted.scheme)
    rows, after, more = page_of(found.defer("results"), "pk", wanted.after, wanted.limit)
    return {"sheets": [_sheet(each) for each in rows], "next": after, "more": more}


@router.get(
    "/results/{scheme}/{period}",
    auth=Bearer(Scope.RESULTS_READ),
    response={200: SheetResults, REFUSALS: ProblemOut},
)
def get_sheet(
    request: HttpRequest,
    school: SchoolCode,  # noqa: ARG001
    scheme: SchemeCode,
    period: PeriodCode,
) -> Any:
    """Give the results of a period: of the edition that stands, once there is one. Scope `results:read`."""
    sheet = _visible(request.access).filter(version__code=scheme, period=period).first()
    if sheet is None:
        raise Http404
    results = standing(sheet).results if sheet.is_public else sheet.results
    opened = _opened_classes(request.access)
    rows = [
        _result(row, is_open=opened is None or row["class"] in opened)
        for row in results["results"]
        if request.covered is None or row["class"] in request.covered
    ]
    return {**_sheet(sheet), "results": rows}


@router.get(
    "/results/{scheme}/{period}/classes/{school_class}/explanation",
    auth=Bearer(Scope.RESULTS_READ),
    response={200: ExplanationOut, REFUSALS: ProblemOut},
)
def get_explanation(
    request: HttpRequest,
    school: SchoolCode,  # noqa: ARG001
    scheme: SchemeCode,
    period: PeriodCode,
    school_class: Annotated[Code, Path(description="Code of the class.")],
    teacher: Annotated[
        Code | None,
        Query(description="Staff code, where several had the class; empty for the class's own line."),
    ] = None,
) -> Any:
    """Explain the result of a class as the ledger stands now, as the page of scores does. Scope `results:read`."""
    access = request.access
    if not access.may(Permission.SEE_CLASS):
        raise PermissionDenied
    year = load_class(access, school_class, Permission.SEE_CLASS)
    explained = explain_live(load_period(access, scheme, period), school_class, teacher)
    if explained is None:
        raise Http404
    return _explained(explained.explanation, with_notes=access.may_in(Permission.SEE_RECORDS, year))


def _visible(access: Access) -> QuerySet[ScoreSheet]:
    public = Q(state__in=(ScoreSheet.State.PUBLISHED, ScoreSheet.State.FINAL))
    if any(access.may(permission) for permission in DESK):
        public |= Q(pk__isnull=False)
    return ScoreSheet.objects.filter(public, school=access.school).select_related("version", "school")


def _opened_classes(access: Access) -> frozenset[str] | None:
    """List the classes whose points the account sees in detail; None for all, also those that are closed."""
    if access.may(Permission.SEE_REPORTS):
        return None
    codes = access.classes(Permission.SEE_CLASS).values_list("school_class__code", flat=True)
    return frozenset(codes)


def _sheet(sheet: ScoreSheet) -> dict[str, Any]:
    period = period_of_sheet(sheet)
    edition = sheet.editions.defer("results").order_by("-number").first() if sheet.is_public else None
    return {
        "number": sheet.pk,
        "scheme": sheet.version.code,
        "title": sheet.version.title,
        "version": sheet.version.number,
        "period": sheet.period,
        "first": period.first,
        "last": period.last,
        "state": sheet.state,
        "edition": edition and edition.number,
        "digest": edition and edition.digest,
        "at": edition.at if edition else sheet.computed_at,
    }


def _result(row: dict[str, Any], *, is_open: bool) -> dict[str, Any]:
    return {
        **row,
        "school_class": row["class"],
        "indicators": row["indicators"] if is_open else None,
        "items": row["items"] if is_open else None,
    }


def _explained(explanation: Explanation, *, with_notes: bool) -> dict[str, Any]:
    """Write an explanation as the page shows it: no pay, and notes for those who may see records."""
    data = write_json(explanation, None)
    del data["pay"]
    data["besides"] = [each for each in data["besides"] if each["kind"] not in {"unknown", "pay"}]
    if not with_notes:
        _leave_out_notes(data)
    return data


def _leave_out_notes(data: Any) -> None:
    """Empty the recorder and the note of every record, wherever it stands."""
    if isinstance(data, list):
        for each in data:
            _leave_out_notes(each)
    elif isinstance(data, dict):
        for name in ("recorder", "note"):
            if name in data:
                data[name] = ""
        _leave_out_notes(list(data.values()))
