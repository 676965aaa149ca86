"""Reasons in the short form that fits the cell of a table."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from banheng.core.points import UNITS, format_units
from banheng.core.wording import Language, Wording
from banheng.rules.words import UNIT_NAMES

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from banheng.scoring.explanation import Explanation
    from banheng.scoring.explanation.parts import Part, RecordLine, Said, VoidedLine

VALUE = Wording("数值 {value}", "value {value}")
YUAN = Wording("{value} 元", "{value} yuan")
VOIDED = Wording("{record}（已作废：{why}）", "{record} (voided: {why})")
NOTHING_FOUND = Wording("另有 {number} 次检查没有发现问题", "{number} more inspection(s) found nothing")
NO_REASON = Wording("未写原因", "no reason given")


@dataclass(frozen=True)
class ItemReason:
    """One item of one subject, for people."""

    indicator: str
    name: str
    full_points: int | None
    points: int | None
    why: str
    records: Sequence[str]
    clauses: str


def item_reasons(explanation: Explanation, language: Language) -> list[ItemReason]:
    """List the items of a subject with what they are worth and why."""
    return [
        _item(indicator, part, language)
        for top in explanation.parts
        for indicator, part in _items(top, top.name)
    ]


def _items(part: Part, indicator: str) -> Iterator[tuple[str, Part]]:
    if part.kind == "item":
        yield indicator, part
    for below in part.parts:
        yield from _items(below, indicator if below.kind == "item" else f"{indicator} / {below.name}")


def _item(indicator: str, part: Part, language: Language) -> ItemReason:
    return ItemReason(
        indicator,
        part.name,
        part.full_points,
        part.points if part.applies else None,
        steps_text(part.steps, language),
        _records(part, language),
        "、".join(part.clauses),
    )


def _records(part: Part, language: Language) -> list[str]:
    """Tell the records; inspections that found nothing are only counted, there is one almost every day."""
    found = [record for record in part.records.effective if record.quantity]
    told = [record_text(record, language) for record in found]
    if nothing := len(part.records.effective) - len(found):
        told.append(NOTHING_FOUND.say(language, number=nothing))
    return told + [_voided_text(void, language) for void in part.records.voided]


def steps_text(steps: Sequence[Said], language: Language) -> str:
    """Put steps into one sentence; the steps of a shorter period stand in brackets behind it."""
    chinese = language is Language.ZH_HANS
    told = []
    for step in steps:
        text = step.text.zh if chinese else step.text.en
        if step.inner:
            inner = steps_text(step.inner, language)
            text += f"（{inner}）" if chinese else f" ({inner})"
        told.append(text)
    return ("；" if chinese else "; ").join(told)


def record_text(record: RecordLine, language: Language) -> str:
    """Tell one record: day, what, how much, who, remark."""
    unit = UNIT_NAMES[record.unit].say(language) if record.unit else ""
    is_counted = bool(unit) or record.quantity != UNITS
    value = None if record.value is None else format_units(record.value)
    words = [
        f"{record.day:%m-%d}",
        record.event.within(language),
        record.level.within(language),
        record.project,
        f"{format_units(record.quantity)} {unit}".strip() if is_counted else "",
        "" if value is None else (YUAN if record.in_yuan else VALUE).say(language, value=value),
        record.recorder,
        record.note,
    ]
    return " ".join(filter(None, words))


def _voided_text(void: VoidedLine, language: Language) -> str:
    why = " ".join(filter(None, [void.recorder, void.note])) or NO_REASON.say(language)
    return VOIDED.say(language, record=record_text(void.record, language), why=why)
