"""A final September with what may follow it, for tests of pay."""

from __future__ import annotations

from datetime import timedelta

from banheng.assessment.freezing import freeze
from banheng.assessment.journal import take_step
from banheng.assessment.models import Difference, FrozenSheet, ScoreSheet, Step
from banheng.payroll.approving import approve
from banheng.payroll.models import PaySheet
from banheng.payroll.preparing import prepare
from banheng.schools.models import Staff
from tests.assessment.settling import account, finalise_september
from tests.factories import NOW, SmallSchool, adopt, make_school

LATER = NOW + timedelta(days=20)
PAYING_ONLY = """scheme: {code}
title: {code}
period: month
full_points: 10
indicators:
  - {{code: work, name: 工作, full_points: 10, items: [{{code: work_item, name: 工作, full_points: 10, from: register, rule: {{kind: tally, start: full, events: {{late: {{name: 迟到, points: -1}}}}, floor: 0, when_missing: start}}}}]}}
ratings: [{{code: pass, name: 合格, otherwise: true}}]
allowances: [{{code: base, kind: fixed, name: 津贴, fen: {fen}}}]
"""
"""A scheme that pays everybody the same."""


def small_school(fen: int = 20000, code: str = "flat") -> SmallSchool:
    small = make_school()
    adopt(small.school, text=PAYING_ONLY.format(code=code, fen=fen))
    return small


def final_sheet(small: SmallSchool, code: str = "flat", period: str = "2026-09") -> ScoreSheet:
    return finalise_september(small.school, scheme=code, period=period)


def another_scheme(small: SmallSchool, *, fen: int = 10000, code: str = "second") -> ScoreSheet:
    """A second scheme of the school, with a final September of its own: the next pay sheet."""
    adopt(small.school, text=PAYING_ONLY.format(code=code, fen=fen))
    return final_sheet(small, code)


def differ(sheet: ScoreSheet, staff: Staff, fen: int, *, reason: str = "补录一条表扬") -> Difference:
    """Let an amendment after the final edition change the pay of somebody in class 101."""
    edition: FrozenSheet = freeze(sheet, reason=reason, by=account("principal"), at=LATER)
    take_step(sheet, Step.Kind.AMENDED, by=account("principal"), at=LATER, reason=reason, edition=edition)
    return Difference.objects.create(
        edition=edition,
        school_class=sheet.school.classes.get(code="101"),
        staff=staff,
        total_before="9",
        total_after="10",
        rating_before="合格",
        rating_after="合格",
        fen=fen,
    )


def prepared(sheet: ScoreSheet) -> PaySheet:
    return prepare(sheet, by=account("bookkeeper"), at=LATER)


def approved(sheet: ScoreSheet) -> PaySheet:
    pay_sheet = prepared(sheet)
    return approve(pay_sheet, seen=pay_sheet.checksum, by=account("principal"), at=LATER)


def lines_of(pay_sheet: PaySheet, staff: Staff) -> list[tuple[str, int]]:
    slip = pay_sheet.slips.get(staff=staff)
    return [(line.name, line.fen) for line in slip.lines.all()]
