"""Call records by the names that the scheme of their day gives to items, events and levels."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from django.utils.translation import gettext

from banheng.core.points import UNITS, format_units
from banheng.ledger.checklists import RECTIFIED, checklist
from banheng.ledger.models import Record
from banheng.ledger.special_cases import decidable, scheme_with_decisions, special_headings
from banheng.scoring.explanation.naming import DECISION_KINDS
from banheng.spreadsheets.dictionary import DECISION

if TYPE_CHECKING:
    from datetime import date

    from banheng.core.wording import Language
    from banheng.ledger.checklists import CheckItem, Choice
    from banheng.schools.models import School


@dataclass(frozen=True, slots=True)
class Named:
    """A record in words.

    Attributes:
        gain: praise (1), a deduction (-1) or neither (0); 0 too where nothing was found.
        amount: how many or which value, with its unit; empty where it goes without saying.
    """

    item: str
    event: str
    gain: int
    price: str
    amount: str


@dataclass
class Naming:
    """The names of a school's items; looks up each day's schemes once."""

    school: School
    language: Language
    _known: dict[date, dict[str, CheckItem]] = field(default_factory=dict)

    def items(self, day: date) -> dict[str, CheckItem]:
        """Give the items of a day by code."""
        if day not in self._known:
            self._known[day] = {item.code: item for item in checklist(self.school, day, self.language)}
        return self._known[day]

    def name(self, record: Record) -> Named:
        """Name a record; codes stand for what the schemes of its day do not know."""
        named = self._name(record)
        return replace(named, gain=0, price="") if record.beyond_control else named

    def _name(self, record: Record) -> Named:
        if record.item == Record.NEUTRAL:
            is_praise = record.event == Record.PRAISE
            return Named(gettext("表扬") if is_praise else gettext("情况"), "", int(is_praise), "", "")
        if record.item == DECISION:
            return self._decision(record)
        item = self.items(record.day).get(record.item)
        if item is None and (special := self._special(record)):
            return special
        if item is None:
            return Named(record.item, f"{record.event} {record.level}".strip(), 0, "", _amount(record, ""))
        if record.quantity == 0:
            return Named(item.name, gettext("查过，没有问题"), 0, "", "")
        choice = _choice(item, record)
        if choice is None:
            is_credit = item.rectified and record.event == RECTIFIED
            event = gettext("整改得分") if is_credit else f"{record.event} {record.level}".strip()
            return Named(item.name, event, int(is_credit), "", _amount(record, ""))
        event = "" if choice.name == item.name else choice.name
        return Named(item.name, event, choice.gain, choice.price, _amount(record, choice.unit))

    def _special(self, record: Record) -> Named | None:
        """Name a veto or a paid event."""
        for heading in special_headings(self.school, record.day):
            entry = heading.by_codes.get((record.event, record.level))
            if heading.code == record.item and entry is not None:
                name = " ".join(filter(None, [entry.event_name, entry.level_name]))
                return Named(heading.name, name, 0, "", _amount(record, ""))
        return None

    def _decision(self, record: Record) -> Named:
        kind = DECISION_KINDS[record.event].within(self.language)
        scheme = scheme_with_decisions(self.school, record.day)
        levels = {(each.event, each.level): each.level_name for each in decidable(scheme)} if scheme else {}
        level = levels.get((record.event, record.level), record.level)
        event = f"{kind} {level}".strip()
        return Named(gettext("研究决定"), event, 0, "", "" if record.level else _amount(record, ""))


def _choice(item: CheckItem, record: Record) -> Choice | None:
    fitting = (c for c in item.choices if (c.event, c.level) == (record.event, record.level))
    return next(fitting, None)


def _amount(record: Record, unit: str) -> str:
    if record.value is not None:
        return format_units(record.value).replace("-", "−")
    if record.quantity == UNITS and not unit:
        return ""
    return f"{format_units(record.quantity)} {unit}".strip()
