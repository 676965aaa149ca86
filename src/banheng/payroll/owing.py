"""What is owed with a pay sheet: the lines of the final result, and what earlier sheets and decisions left open."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Q
from django.utils.translation import gettext, override

from banheng.assessment.models import Difference, Ruling, ScoreSheet, Step
from banheng.assessment.periods import period_of_sheet
from banheng.payroll.errors import PayRefused
from banheng.payroll.models import Extra, PayLine, PaySheet, PaySlip
from banheng.schools.models import ClassYear, SchoolClass, Staff
from banheng.schools.saying_dates import period_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from banheng.assessment.models import FrozenSheet

LANGUAGE = "zh-hans"
"""A pay sheet is a document of the school: its lines are worded once, whoever prepares it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Owed:
    """One amount owed to one person, and what it settles."""

    staff: Staff
    code: str
    name: str
    fen: int
    note: str = ""
    school_class: SchoolClass | None = None
    class_name: str = ""
    grade: str = ""
    difference: Difference | None = None
    extra: Extra | None = None
    carried_from: PaySlip | None = None


def final_edition(sheet: ScoreSheet) -> FrozenSheet:
    """Give the edition that was final; later ones are paid as differences.

    Raises:
        PayRefused: the sheet is not final.
    """
    finalised = sheet.steps.filter(kind=Step.Kind.FINALISED).first()
    if sheet.state != ScoreSheet.State.FINAL or finalised is None or finalised.edition is None:
        raise PayRefused(
            "not_final", gettext("本期结果还没有定稿。请在公示期满、申诉办结、定稿之后编制发放表。")
        )
    return finalised.edition


def owed(sheet: ScoreSheet, edition: FrozenSheet) -> list[Owed]:
    """List everything that the pay sheet of a final sheet has to settle, in the order of the result.

    Raises:
        PayRefused: the result names somebody whom the roster does not know any more.
    """
    with override(LANGUAGE):
        return [*_earned(sheet, edition), *_differences(sheet), *_extras(sheet), *_carried(sheet)]


def _earned(sheet: ScoreSheet, edition: FrozenSheet) -> Iterator[Owed]:
    """Give the lines of the result itself."""
    people = {staff.code: staff for staff in Staff.objects.filter(school=sheet.school)}
    classes = {found.code: found for found in SchoolClass.objects.filter(school=sheet.school)}
    for row in edition.results["results"]:
        if row["is_class_line"] or not row["pay_lines"]:
            continue
        if row["teacher"] not in people:
            raise PayRefused(
                "staff_unknown",
                gettext(
                    "结果里的“%(name)s”（工号 %(code)s）不在名册里。请先在名册里登记这个工号，再编制发放表。"
                )
                % {"name": row["teacher_name"], "code": row["teacher"]},
            )
        for line in row["pay_lines"]:
            yield Owed(
                staff=people[row["teacher"]],
                code=line["code"],
                name=line["name"],
                fen=line["fen"],
                school_class=classes.get(row["class"]),
                class_name=row["class_name"] or row["class"],
                grade=row["grade"],
            )


def _differences(sheet: ScoreSheet) -> Iterator[Owed]:
    """Give what editions after a final one changed in the pay, each once."""
    known = Difference.objects.filter(edition__sheet__school=sheet.school).exclude(fen=0)
    for each in _open(known, sheet).select_related("edition__sheet", "staff", "school_class"):
        yield Owed(
            staff=each.staff,
            code=PayLine.DIFFERENCE,
            name=gettext("%(period)s补差") % {"period": _period(each.edition.sheet)},
            fen=each.fen,
            note=_why(each),
            difference=each,
            **_place(each.school_class),
        )


def _extras(sheet: ScoreSheet) -> Iterator[Owed]:
    known = Extra.objects.filter(school=sheet.school)
    for each in _open(known, sheet).select_related("staff").order_by("pk"):
        note = gettext("%(reason)s（%(by)s决定）") % {"reason": each.reason, "by": each.by_name}
        yield Owed(staff=each.staff, code=PayLine.EXTRA, name=each.name, fen=each.fen, note=note, extra=each)


def _carried(sheet: ScoreSheet) -> Iterator[Owed]:
    """Give what approved slips came to below zero."""
    slips = PaySlip.objects.filter(
        pay_sheet__school=sheet.school,
        pay_sheet__state__in=[PaySheet.State.APPROVED, PaySheet.State.PAID],
        carried_fen__lt=0,
    ).filter(Q(carried_to=None) | Q(carried_to__slip__pay_sheet__sheet=sheet))
    for slip in slips.select_related("staff", "pay_sheet__sheet").order_by("pk"):
        yield Owed(
            staff=slip.staff,
            code=PayLine.CARRIED,
            name=gettext("%(period)s结转") % {"period": _period(slip.pay_sheet.sheet)},
            fen=slip.carried_fen,
            carried_from=slip,
        )


def _period(sheet: ScoreSheet) -> str:
    return period_name(period_of_sheet(sheet))


def _open(known: Any, sheet: ScoreSheet) -> Any:
    """Choose what no pay sheet has settled, or what this one has."""
    return known.filter(Q(pay_line=None) | Q(pay_line__slip__pay_sheet__sheet=sheet))


def _why(difference: Difference) -> str:
    """Tell what changed, and by which ruling or for what reason."""
    edition = difference.edition
    changes = [
        gettext("%(what)s %(before)s → %(after)s")
        % {"what": what, "before": before or "—", "after": after or "—"}
        for what, before, after in (
            (gettext("总分"), difference.total_before, difference.total_after),
            (gettext("等次"), difference.rating_before, difference.rating_after),
        )
        if before != after
    ]
    rulings = [
        gettext("申诉 %(number)s：%(outcome)s")
        % {"number": ruling.appeal.number, "outcome": ruling.get_outcome_display()}
        for ruling in Ruling.objects.filter(edition=edition).select_related("appeal")
    ]
    return "；".join(filter(None, ["，".join(changes), *(rulings or [edition.reason])]))


def _place(school_class: SchoolClass) -> dict[str, Any]:
    """Say where a class belongs, as it is called in the latest year."""
    years = ClassYear.objects.filter(school_class=school_class).select_related("grade")
    year = years.order_by("academic_year__first").last()
    named = {"class_name": year.name, "grade": year.grade.name} if year else {"class_name": school_class.code}
    return {"school_class": school_class, **named}
