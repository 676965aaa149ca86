"""Write an explanation as plain data; the form is docs/reference/explanation-format.md."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from banheng.core.money import format_yuan
from banheng.core.points import format_units

if TYPE_CHECKING:
    from collections.abc import Sequence

    from banheng.scoring.explanation.explanation import Explanation
    from banheng.scoring.explanation.parts import Part, PayExplained, RecordLine, Records, Said

VERSION = "banheng-explanation/1"


def write_json(explanation: Explanation, item: str | None) -> dict[str, Any]:
    """Write the whole explanation, or the header with one indicator or item."""
    result, scheme = explanation.result, explanation.scheme
    posting, period = result.subject.posting, explanation.period
    header = {
        "version": VERSION,
        "scheme": {"code": scheme.scheme, "title": scheme.title, "fingerprint": explanation.fingerprint},
        "period": {
            "code": period.code,
            "kind": period.kind.value,
            "first": period.first.isoformat(),
            "last": period.last.isoformat(),
        },
        "subject": {
            "key": result.subject.key,
            "school": posting.school,
            "class": posting.school_class,
            "class_name": posting.class_name,
            "teacher": "" if result.subject.is_class_line else posting.teacher,
            "teacher_name": result.subject.teacher_name,
            "is_class_line": result.subject.is_class_line,
            "days": len(result.subject.days),
        },
    }
    if item is not None:
        return {**header, "part": _part(explanation.part(item))}
    return {**header, **_conclusions(explanation)}


def _conclusions(explanation: Explanation) -> dict[str, Any]:
    result, scheme = explanation.result, explanation.scheme
    return {
        "total": {
            "points": format_units(result.total, places=scheme.rounding.places),
            "full_points": format_units(scheme.full_total),
            "applies": "not_applicable" not in result.flags,
            "steps": [_step(step) for step in explanation.total_steps],
        },
        "parts": [_part(part) for part in explanation.parts],
        "pieces": [
            {"period": piece.code, "points": format_units(piece.total)} for piece in explanation.pieces
        ],
        "besides": [
            {
                "code": besides.code,
                "kind": besides.kind,
                "name_zh": besides.name.zh,
                "name_en": besides.name.en,
                **_records(besides.records),
            }
            for besides in explanation.besides
        ],
        "rank": {
            "rank": result.rank,
            "of": result.rank_of,
            "steps": [_step(step) for step in explanation.rank_steps],
        },
        "rating": {
            "code": result.rating,
            "name": explanation.rating,
            "steps": [_step(step) for step in explanation.rating_steps],
        },
        "flags": list(result.flags),
        "pay": {
            "yuan": format_yuan(result.pay),
            "fen": result.pay,
            "lines": [_pay_line(line) for line in explanation.pay_lines],
        },
    }


def _part(part: Part) -> dict[str, Any]:
    content = {
        "kind": part.kind,
        "code": part.code,
        "name": part.name,
        "points": format_units(part.points),
        "full_points": None if part.full_points is None else format_units(part.full_points),
        "applies": part.applies,
        "missing": part.missing,
        "outside_total": part.outside,
        "clauses": list(part.clauses),
        "steps": [_step(step) for step in part.steps],
    }
    if part.kind == "item":
        return {**content, **_records(part.records)}
    return {**content, "parts": [_part(below) for below in part.parts]}


def _step(step: Said) -> dict[str, Any]:
    content: dict[str, Any] = {
        "what": step.what,
        "figures": dict(step.figures),
        "text_zh": step.text.zh,
        "text_en": step.text.en,
        "records": list(step.records),
    }
    return {**content, "steps": [_step(inner) for inner in step.inner]} if step.inner else content


def _records(records: Records) -> dict[str, Any]:
    return {
        "records": _lines(records.effective),
        "voided": [
            {
                "record": _line(void.record),
                "date": void.day.isoformat(),
                "recorder": void.recorder,
                "note": void.note,
            }
            for void in records.voided
        ],
    }


def _lines(records: Sequence[RecordLine]) -> list[dict[str, Any]]:
    return [_line(record) for record in records]


def _line(record: RecordLine) -> dict[str, Any]:
    return {
        "id": record.id,
        "date": record.day.isoformat(),
        "event": record.event_code,
        "event_name_zh": record.event.zh,
        "event_name_en": record.event.en,
        "level": record.level.zh,
        "project": record.project,
        "quantity": format_units(record.quantity),
        "unit": record.unit,
        "value": None if record.value is None else format_units(record.value),
        "recorder": record.recorder,
        "note": record.note,
    }


def _pay_line(line: PayExplained) -> dict[str, Any]:
    return {"code": line.code, "yuan": format_yuan(line.fen), "fen": line.fen, "step": _step(line.step)}
