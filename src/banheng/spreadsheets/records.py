"""What a record says: its item, event and level in the words of the scheme, and its figures."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from banheng.core.errors import MalformedNumber
from banheng.core.money import FEN_PER_YUAN
from banheng.core.points import LIMIT, UNITS, format_units, parse_units
from banheng.core.wording import Wording
from banheng.spreadsheets.dictionary import DECISION, Heading, headings_of
from banheng.spreadsheets.faults import Check, Fault
from banheng.spreadsheets.names import Names

if TYPE_CHECKING:
    from banheng.schemes.scheme import Scheme
    from banheng.spreadsheets.dictionary import Entry

ITEM_MISSING = Check("input.E041", Wording("没有填考核项。请填写。", "the item is missing. Fill it in."))
UNKNOWN_ITEM = Check(
    "input.E042",
    Wording("方案里没有考核项“{found}”，请核对。", "the scheme has no item '{found}'. Check it."),
)
AMBIGUOUS_NAME = Check(
    "input.E043",
    Wording(
        "方案里有几处都叫“{found}”：{codes}。请填代码。",
        "the scheme has several called '{found}': {codes}. Give the code.",
    ),
)
EVENT_MISSING = Check(
    "input.E044", Wording("考核项“{item}”要写明事件。", "the item '{item}' needs an event.")
)
UNKNOWN_EVENT = Check(
    "input.E045",
    Wording(
        "考核项“{item}”没有事件“{found}”，请核对。", "the item '{item}' has no event '{found}'. Check it."
    ),
)
NO_EVENTS = Check(
    "input.E046",
    Wording(
        "考核项“{item}”不分事件，这里填了“{found}”。请留空。",
        "the item '{item}' has no events, but '{found}' is given. Leave it empty.",
    ),
)
LEVEL_MISSING = Check("input.E047", Wording("“{what}”要写明等级。", "'{what}' needs a level."))
UNKNOWN_LEVEL = Check(
    "input.E048", Wording("“{what}”没有等级“{found}”，请核对。", "'{what}' has no level '{found}'. Check it.")
)
NO_LEVELS = Check(
    "input.E049",
    Wording(
        "“{what}”不分等级，这里填了“{found}”。请留空。",
        "'{what}' has no levels, but '{found}' is given. Leave it empty.",
    ),
)
PROJECT_MISSING = Check(
    "input.E050",
    Wording(
        "“{what}”按项目取最高，要写明项目（如比赛名称）。",
        "of '{what}' the best of each project counts, so name the project.",
    ),
)
NOT_A_NUMBER = Check(
    "input.E051",
    Wording(
        "“{found}”不是可用的数字。请填十进制数，最多四位小数，绝对值不超过 {limit}。",
        "'{found}' is no usable number. Give a decimal number with at most four decimals, not beyond {limit}.",
    ),
)
NEGATIVE_QUANTITY = Check(
    "input.E052",
    Wording(
        "数量不能是负数（{found}）。要取消以前的记录，请用“作废”。",
        "the quantity is negative ({found}). To cancel an earlier record, void it.",
    ),
)
BROKEN_QUANTITY = Check(
    "input.E053",
    Wording(
        "带数值或等级的记录，数量必须是整数，这里是 {found}。",
        "a record with a value or level has a whole quantity, but {found} is given.",
    ),
)
VALUE_MISSING = Check("input.E054", Wording("“{what}”要填数值。", "'{what}' needs a value."))
VALUE_OUT_OF_RANGE = Check(
    "input.E055",
    Wording(
        "“{what}”的数值 {found} 不在 {least} 至 {most} 之间，请核对。",
        "the value {found} of '{what}' is not between {least} and {most}. Check it.",
    ),
)
FRACTION_OF_FEN = Check(
    "input.E056",
    Wording(
        "金额 {found} 元不足一分。请精确到分。",
        "the amount of {found} yuan has a fraction of a fen. Give whole fen.",
    ),
)
NO_DECISIONS = Check(
    "input.E057",
    Wording(
        "方案没有规定可以由人决定特殊情况（decisions），这一行不能用。",
        "the scheme lets nobody decide special cases (decisions), so this row cannot be used.",
    ),
)
DECISION_WITHOUT_REASON = Check(
    "input.E058",
    Wording(
        "决定要写明理由（备注）和决定人（记录人）。",
        "a decision states its reason (note) and who took it (recorder).",
    ),
)
VOID_WITHOUT_REASON = Check(
    "input.E064",
    Wording("作废要在备注里写明理由。", "a void states its reason in the note."),
)


class Said(NamedTuple):
    """What one row says, as texts of the file (an empty text where there is none)."""

    item: str
    event: str
    level: str
    quantity: str
    value: str
    has_project: bool
    has_recorder: bool
    has_note: bool
    is_void: bool


class Record(NamedTuple):
    """What it says in the words of the scheme, and what is wrong.

    Attributes:
        is_idle_value: there is a value that nothing looks at.
        is_open_level: the level is not listed but may be recorded.
    """

    item: str = ""
    event: str = ""
    level: str = ""
    quantity: int = UNITS
    value: int | None = None
    is_idle_value: bool = False
    is_open_level: bool = False
    is_inspection: bool = False
    faults: tuple[Fault, ...] = ()


class Records:
    """The scheme, looked up as files name it."""

    def __init__(self, scheme: Scheme) -> None:
        """Take the scheme whose items may be recorded."""
        headings = headings_of(scheme)
        self._headings = Names((heading.code, heading.name, heading) for heading in headings)
        self._codes = frozenset(heading.code for heading in headings)

    def has(self, code: str) -> bool:
        """Tell whether anything may be recorded under the code."""
        return code in self._codes

    def read(self, said: Said) -> Record:
        """Read what a row says; all that is wrong is collected."""
        if said.is_void:
            return Record(faults=() if said.has_note else (VOID_WITHOUT_REASON.fault("note"),))
        faults: list[Fault] = []
        quantity = _number("quantity", said.quantity, faults)
        value = _number("value", said.value, faults)
        quantity = UNITS if quantity is None else quantity
        if quantity < 0:
            faults.append(NEGATIVE_QUANTITY.fault("quantity", found=said.quantity))
        heading = self._heading(said.item, faults)
        if heading is None:
            return Record(faults=tuple(faults))
        if heading.code == DECISION and not (said.has_recorder and said.has_note):
            faults.append(DECISION_WITHOUT_REASON.fault("note"))
        event = _event(heading, said.event, faults)
        level = None if event is None else _level(heading, event, said.level, faults)
        if event is None or level is None:
            return Record(faults=tuple(faults))
        entry = heading.by_codes.get((event, level))
        what = _what(heading, event)
        if entry is not None:
            faults += _check_figures(entry, what, said, quantity, value)
        if quantity % UNITS and (level or (entry and entry.needs_value)):
            faults.append(BROKEN_QUANTITY.fault("quantity", found=said.quantity))
        return Record(
            item=heading.code,
            event=event,
            level=level,
            quantity=quantity,
            value=value,
            is_idle_value=value is not None and entry is not None and not entry.needs_value,
            is_open_level=entry is None,
            is_inspection=heading.item is not None and heading.item.source == "inspection",
            faults=tuple(faults),
        )

    def _heading(self, text: str, faults: list[Fault]) -> Heading | None:
        if not text:
            faults.append(ITEM_MISSING.fault("item"))
            return None
        found = self._headings.find(text)
        if len(found) == 1:
            return found[0]
        if found:
            codes = "、".join(heading.code for heading in found)
            faults.append(AMBIGUOUS_NAME.fault("item", found=text, codes=codes))
        elif text in (DECISION, "决定"):
            faults.append(NO_DECISIONS.fault("item"))
        else:
            faults.append(UNKNOWN_ITEM.wrong("item", text, self._headings.words))
        return None


def _number(column: str, text: str, faults: list[Fault]) -> int | None:
    if not text:
        return None
    try:
        return parse_units(text)
    except MalformedNumber:
        faults.append(NOT_A_NUMBER.fault(column, found=text, limit=LIMIT // UNITS))
        return None


def _event(heading: Heading, text: str, faults: list[Fault]) -> str | None:
    """Find the event; "" where the item has none, None if it is wrong."""
    names = heading.events
    if not names.words:
        if text:
            faults.append(NO_EVENTS.fault("event", item=heading.name, found=text))
        return None if text else ""
    found = names.find(text)
    if len(found) == 1:
        return found[0]
    if found:
        faults.append(AMBIGUOUS_NAME.fault("event", found=text, codes="、".join(found)))
    else:
        check = UNKNOWN_EVENT if text else EVENT_MISSING
        faults.append(check.wrong("event", text, list(dict.fromkeys(names.words)), item=heading.name))
    return None


def _level(heading: Heading, event: str, text: str, faults: list[Fault]) -> str | None:
    """Find the level; "" where there is none, None if it is wrong."""
    names, what = heading.levels[event], _what(heading, event)
    if not names.words:
        if text:
            faults.append(NO_LEVELS.fault("level", what=what, found=text))
        return None if text else ""
    found = names.find(text)
    if len(found) == 1:
        return found[0]
    if text and heading.has_other_levels:
        return text
    if found:
        faults.append(AMBIGUOUS_NAME.fault("level", found=text, codes="、".join(found)))
    else:
        faults.append((UNKNOWN_LEVEL if text else LEVEL_MISSING).wrong("level", text, names.words, what=what))
    return None


def _check_figures(entry: Entry, what: str, said: Said, quantity: int, value: int | None) -> list[Fault]:
    faults = []
    if entry.needs_project and not said.has_project:
        faults.append(PROJECT_MISSING.fault("project", what=what))
    if not entry.needs_value:
        return faults
    if value is None:
        # a quantity of 0 says "looked, found nothing"; a value that cannot be read has its own finding
        return faults if quantity == 0 or said.value else [*faults, VALUE_MISSING.fault("value", what=what)]
    least, most = entry.least, entry.most
    if (least is not None and value < least) or (most is not None and value > most):
        bounds = {
            "least": "-∞" if least is None else format_units(least),
            "most": "∞" if most is None else format_units(most),
        }
        faults.append(VALUE_OUT_OF_RANGE.fault("value", what=what, found=said.value, **bounds))
    if entry.in_yuan and value * FEN_PER_YUAN % UNITS:
        faults.append(FRACTION_OF_FEN.fault("value", found=said.value))
    return faults


def _what(heading: Heading, event: str) -> str:
    name = next((entry.event_name for entry in heading.entries if entry.event == event and event), "")
    return " ".join(filter(None, [heading.name, name]))
