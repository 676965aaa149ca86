"""Which events there are, and which row of a journal is which; codes and ids only, nobody's name."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from banheng.assessment.models import Step
from banheng.notices.sources.appeals import APPEALS
from banheng.notices.sources.records import RECORDS
from banheng.notices.sources.rulings import RULINGS
from banheng.notices.sources.sheets import SHEETS

if TYPE_CHECKING:
    from collections.abc import Callable

    from banheng.assessment.models import Appeal, Ruling, ScoreSheet
    from banheng.ledger.models import Record

TEST = "webhook.test"
KINDS = {
    "record.appended": _("新的检查记录"),
    "record.voided": _("检查记录被作废"),
    "sheet.published": _("考核结果公示"),
    "sheet.withdrawn": _("公示被撤回"),
    "sheet.amended": _("公示的结果有更正"),
    "sheet.finalised": _("考核结果定稿"),
    "appeal.made": _("收到申诉"),
    "appeal.ruled": _("申诉有了结论"),
}
"""Codes of the events, and how people choose them."""

_STEPS = {
    Step.Kind.PUBLISHED: "sheet.published",
    Step.Kind.WITHDRAWN: "sheet.withdrawn",
    Step.Kind.AMENDED: "sheet.amended",
    Step.Kind.FINALISED: "sheet.finalised",
}
Told = tuple[str, dict[str, Any]]


def _record(record: Record) -> Told:
    school_class = record.school_class.code if record.school_class else None
    common = {"sequence": record.sequence, "school_class": school_class, "item": record.item}
    if record.voids_id is not None:
        return "record.voided", {"id": str(record.voids_id), "void": str(record.id), **common}
    seen = {"event": record.event, "day": record.day.isoformat()}
    return "record.appended", {"id": str(record.id), **common, **seen}


def _step(step: Step) -> Told | None:
    kind = _STEPS.get(Step.Kind(step.kind))
    return (kind, _sheet(step.sheet)) if kind else None


def _appeal(appeal: Appeal) -> Told:
    return "appeal.made", {"number": appeal.number, **_sheet(appeal.sheet)}


def _ruling(ruling: Ruling) -> Told:
    said = {"number": ruling.appeal.number, "outcome": ruling.outcome}
    return "appeal.ruled", {**said, **_sheet(ruling.appeal.sheet)}


def _sheet(sheet: ScoreSheet) -> dict[str, Any]:
    return {"scheme": sheet.version.code, "period": sheet.period}


EVENTS: tuple[tuple[Any, Callable[[Any], Told | None]], ...] = (
    (RECORDS, _record),
    (SHEETS, _step),
    (APPEALS, _appeal),
    (RULINGS, _ruling),
)
"""Journals, and what each of their rows is told as; None if it is not told."""
