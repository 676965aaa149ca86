"""Find the names of what was recorded."""

from __future__ import annotations

from typing import TYPE_CHECKING

from banheng.rules.words import level_name
from banheng.schemes.allowances import Allowance, Decided, PaidEvent, PerEvent
from banheng.scoring.concluding import DECISION
from banheng.scoring.explanation.parts import RecordLine, Text

if TYPE_CHECKING:
    from banheng.core.evidence import EvidenceRecord
    from banheng.schemes.scheme import Scheme

DECISION_KINDS = {
    "points": Text("定总分", "total set"),
    "adjust": Text("加减总分", "total changed"),
    "rating": Text("定等次", "rating set"),
    "allowance": Text("定津贴", "pay set"),
    "veto": Text("一票否决不适用", "veto waived"),
}
UNNAMED = Text("", "")


def same(name: str) -> Text:
    """Give a name of the scheme, which is the same in every language."""
    return Text(name, name)


class Names:
    """The names that a scheme gives to what records are about."""

    def __init__(self, scheme: Scheme) -> None:
        longer = [allowance for period in scheme.longer_periods for allowance in period.allowances]
        self._items = {item.code: item for item in scheme.items()}
        self._allowances: dict[str, Allowance] = {a.code: a for a in (*longer, *scheme.allowances)}
        self._vetoes: dict[str, str] = {}
        for veto in scheme.vetoes:
            self._vetoes.setdefault((veto.evidence or veto.code).partition("/")[0], veto.name)
        self._veto_events = {veto.evidence: veto.name for veto in scheme.vetoes if veto.evidence}
        self._veto_codes = {veto.code: veto.name for veto in scheme.vetoes}
        self._ratings = {rating.code: rating.name for rating in scheme.ratings}

    def heading(self, code: str) -> tuple[str, Text]:
        """Give what kind of thing the records of a code belong to, and its name."""
        if code == DECISION:
            return "decision", Text("研究决定", "Decisions")
        if code in self._allowances:
            return "pay", same(self._allowances[code].name)
        if code in self._vetoes:
            return "veto", same(self._vetoes[code])
        return "unknown", same(code)

    def line(self, record: EvidenceRecord) -> RecordLine:
        """Name one record."""
        return RecordLine(
            id=record.id,
            item=record.item,
            day=record.day,
            event_code=record.event,
            event=self._event(record),
            level=self._level(record),
            project=record.project,
            quantity=record.quantity,
            unit=self._unit(record),
            value=record.value,
            in_yuan=self._in_yuan(record),
            recorder=record.recorder,
            note=record.note,
        )

    def _event(self, record: EvidenceRecord) -> Text:
        if record.item == DECISION:
            return DECISION_KINDS.get(record.event, same(record.event))
        if record.item in self._items:
            return same(self._items[record.item].rule.event_name(record.event) or record.event)
        if paid := self._paid(record):
            return same(paid.name)
        return same(self._veto_events.get(f"{record.item}/{record.event}", record.event))

    def _level(self, record: EvidenceRecord) -> Text:
        if record.item == DECISION:
            names = self._veto_codes if record.event == "veto" else self._ratings
            return same(names.get(record.level, record.level))
        return same(level_name(record.level))

    def _unit(self, record: EvidenceRecord) -> str:
        if record.item in self._items:
            return self._items[record.item].rule.unit_of(record.event)
        paid = self._paid(record)
        return paid.per.value if paid else ""

    def _in_yuan(self, record: EvidenceRecord) -> bool:
        if record.item == DECISION:
            return record.event == "allowance"
        return isinstance(self._allowances.get(record.item), Decided)

    def _paid(self, record: EvidenceRecord) -> PaidEvent | None:
        allowance = self._allowances.get(record.item)
        return allowance.events.get(record.event) if isinstance(allowance, PerEvent) else None
