"""Plan an inspection, visit its schools, and conclude it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext

from banheng.bureau.errors import BureauRefused
from banheng.bureau.findings.drawing import draw
from banheng.bureau.findings.models import Inspection, Visit

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

    from banheng.accounts.models import User
    from banheng.schools.models import Bureau, School


def plan_inspection(
    bureau: Bureau,
    *,
    kind: str,
    title: str,
    first: date,
    last: date,
    schools: Sequence[School],
    number: int | None = None,
    seed: str = "",
    basis: str = "",
    methods: str = "",
    by: User | None,
    at: datetime,
) -> Inspection:
    """Plan an inspection of schools, or of so many drawn from them.

    Raises:
        BureauRefused: it ends before it begins, visits no school, lasts longer than the one day that it is called
            after, or is drawn without a seed or for more schools than there are.
    """
    is_drawn = kind == Inspection.Kind.RANDOM
    if last < first:
        raise BureauRefused("days", gettext("结束日期早于开始日期。请核对。"))
    if not schools:
        raise BureauRefused("nowhere", gettext("请至少选择一所学校。"))
    if is_drawn and (not seed.strip() or not number or number > len(schools)):
        raise BureauRefused(
            "draw", gettext("随机抽查要写明抽几所（不超过所选学校数）和抽取种子（例如当天的开奖号码）。")
        )
    by_code = {school.code: school for school in schools}
    chosen = draw(by_code, number, seed.strip()) if is_drawn and number else list(by_code)
    with transaction.atomic():
        inspection = Inspection.objects.create(
            bureau=bureau,
            kind=kind,
            title=title.strip(),
            basis=basis.strip(),
            methods=methods.strip(),
            first=first,
            last=last,
            pool=sorted(by_code) if is_drawn else [],
            seed=seed.strip() if is_drawn else "",
            made_by=by,
            made_at=at,
        )
        Visit.objects.bulk_create(Visit(inspection=inspection, school=by_code[code]) for code in chosen)
    return inspection


def is_drawn_rightly(inspection: Inspection) -> bool:
    """Draw again, and tell whether the schools are the same."""
    visited = {visit.school.code for visit in inspection.visits.select_related("school")}
    return set(draw(inspection.pool, len(visited), inspection.seed)) == visited


def note_visit(visit: Visit, *, visited_on: date, team: str, summary: str) -> None:
    """Note who was at a school, when, and what they saw.

    Raises:
        BureauRefused: the inspection is concluded, or the day lies outside it.
    """
    refuse_concluded(visit.inspection)
    if not visit.inspection.first <= visited_on <= visit.inspection.last:
        raise BureauRefused("outside", gettext("到校日期要在督导的起止日期之内。请核对。"))
    visit.visited_on, visit.team, visit.summary = visited_on, team.strip(), summary.strip()
    visit.save(update_fields=["visited_on", "team", "summary"])


def conclude_inspection(inspection: Inspection, *, conclusion: str, at: datetime) -> None:
    """Conclude an inspection.

    Raises:
        BureauRefused: it is concluded, or a school was not visited yet.
    """
    refuse_concluded(inspection)
    if left := [visit.school.name for visit in inspection.visits.filter(visited_on=None)]:
        raise BureauRefused(
            "not_visited",
            gettext("还有学校没有登记到校：%(schools)s。请先登记，或写明情况。")
            % {"schools": "、".join(left[:5])},
        )
    inspection.conclusion, inspection.closed_at = conclusion.strip(), at
    inspection.save(update_fields=["conclusion", "closed_at"])


def refuse_concluded(inspection: Inspection) -> None:
    """Refuse to change what is over.

    Raises:
        BureauRefused: it is.
    """
    if inspection.closed_at is not None:
        raise BureauRefused("concluded", gettext("这次督导已经总结结束，不能再改。"))
