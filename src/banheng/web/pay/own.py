"""What somebody was paid themselves, with the reason of each line."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.shortcuts import render

from banheng.accounts.roles import Permission
from banheng.assessment.frozen_inputs import scored_period_of
from banheng.assessment.live import explain_live
from banheng.assessment.periods import period_of_sheet
from banheng.core.errors import BanhengError
from banheng.schools.models import SchoolClass
from banheng.web.loading import school_page
from banheng.web.pay.loading import load_own_slip, own_slips

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from django.http import HttpRequest, HttpResponse

    from banheng.accounts.access import Access
    from banheng.payroll.models import PayLine, PaySlip
    from banheng.scoring.explanation.parts import PayExplained, Said


@dataclass(frozen=True, slots=True)
class LineShown:
    """A line and how it came about; no steps if it is no line of the scheme or the ledger says otherwise now."""

    line: PayLine
    steps: Sequence[Said]


@school_page(Permission.SEE_OWN_PAY)
def slips(request: HttpRequest, access: Access) -> HttpResponse:
    """List the own slips."""
    found = [(slip, period_of_sheet(slip.pay_sheet.sheet)) for slip in own_slips(access)]
    return render(request, "pay/own.html", {"slips": found})


@school_page(Permission.SEE_OWN_PAY)
def slip(request: HttpRequest, access: Access, number: int) -> HttpResponse:
    """Show one of the own slips line by line."""
    found = load_own_slip(access, number)
    classes = _classes(found)
    reasons = {
        (school_class.name, line.code, line.fen): line.step.inner
        for school_class in classes
        for line in _explained(found, school_class.code)
    }
    shown = {
        "slip": found,
        "period": period_of_sheet(found.pay_sheet.sheet),
        "lines": [
            LineShown(line, reasons.get((line.class_name, line.code, line.fen), ()))
            for line in found.lines.all()
        ],
        "classes": [each for each in classes if _may_see(access, each.code)],
    }
    return render(request, "pay/slip.html", shown)


@dataclass(frozen=True, slots=True)
class _PaidClass:
    """A class that the result of the slip's period pays for."""

    code: str
    name: str


def _classes(slip: PaySlip) -> list[_PaidClass]:
    rows: Sequence[Mapping[str, str]] = slip.pay_sheet.edition.results["results"]
    own = {
        row["class"]: row["class_name"] or row["class"] for row in rows if row["teacher"] == slip.staff.code
    }
    return [_PaidClass(code, name) for code, name in own.items()]


def _explained(slip: PaySlip, school_class: str) -> Sequence[PayExplained]:
    try:
        explained = explain_live(scored_period_of(slip.pay_sheet.edition), school_class, slip.staff.code)
    except BanhengError:  # today's roster may be faulty; what was paid stands nevertheless
        return ()
    return explained.explanation.pay_lines if explained else ()


def _may_see(access: Access, code: str) -> bool:
    """Tell whether the page of scores opens for a class of the past."""
    school_class = SchoolClass.objects.get(school=access.school, code=code)
    return access.may_for(Permission.SEE_CLASS, school_class)
