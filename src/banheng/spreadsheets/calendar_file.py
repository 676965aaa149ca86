"""Read the school calendar."""

from __future__ import annotations

import re
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.error import MarkedYAMLError, YAMLError

from banheng.core.calendar import AcademicYear, SchoolCalendar, Term
from banheng.core.wording import Wording
from banheng.spreadsheets.dates import read_day
from banheng.spreadsheets.faults import Check, Fault, refused
from banheng.spreadsheets.tables import UNREADABLE
from banheng.spreadsheets.text_rows import UNKNOWN_ENCODING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import date

NO_YAML = Check(
    "input.E081",
    Wording(
        "校历不是有效的 YAML。应由 years、terms、days_off、working_days 四部分组成，各部分可省略。",
        "the calendar is no valid YAML. It holds years, terms, days_off and working_days, each of them optional.",
    ),
)
UNKNOWN_KEY = Check(
    "input.E082",
    Wording("校历里不认识的字段“{found}”，请核对。", "unknown key '{found}' in the calendar. Check it."),
)
NO_LIST = Check(
    "input.E083",
    Wording(
        "“{name}”应是一个列表。请每行写一项，以“- ”开头。",
        "'{name}' is a list: one line each, beginning with '- '.",
    ),
)
CALENDAR_DATE = Check(
    "input.E084",
    Wording(
        "“{found}”不是带年份的日期。请写成 2026-10-01。",
        "'{found}' is no date with a year. Write it as 2026-10-01.",
    ),
)
BAD_SPAN = Check(
    "input.E085",
    Wording(
        "学年和学期要有 code（学年如 2026-2027，学期如 2026-2027-1）、first 和 last，且 first 不晚于 last。",
        "a year or term has code (as in 2026-2027 and 2026-2027-1), first and last, and first is not after last.",
    ),
)

NO_DOCUMENT = (YAMLError, RecursionError, ValueError, TypeError, AttributeError, OverflowError)
"""What the library raises at text that is no document, or holds dates and numbers that there are not."""
KEYS = ("years", "terms", "days_off", "working_days")

T = TypeVar("T")


def read_calendar(path: Path | str) -> SchoolCalendar:
    """Read a calendar from YAML.

    Raises:
        InputRefused: a file that cannot be read, or faults in it; carries all findings.
    """
    path = Path(path)
    content = _load(path)
    faults = [
        (content.lc.key(key)[0] + 1, UNKNOWN_KEY.wrong("", str(key), KEYS))
        for key in content
        if key not in KEYS
    ]
    calendar = SchoolCalendar(
        days_off=frozenset(_entries(content, "days_off", _day, faults)),
        working_days=frozenset(_entries(content, "working_days", _day, faults)),
        terms=tuple(_entries(content, "terms", partial(_span, Term, r"\d{4}-\d{4}-[12]"), faults)),
        years=tuple(_entries(content, "years", partial(_span, AcademicYear, r"\d{4}-\d{4}"), faults)),
    )
    if faults:
        raise refused(
            str(path), [fault.finding(str(path), line) for line, fault in sorted(faults, key=_line)]
        )
    return calendar


def _load(path: Path) -> CommentedMap:
    try:
        text = path.read_text(encoding="utf-8-sig")
        content = YAML(typ="rt", pure=True).load(text)
    except OSError as error:
        raise refused(
            str(path), [UNREADABLE.fault(reason=error.strerror or "?").finding(str(path))]
        ) from error
    except UnicodeDecodeError as error:
        raise refused(str(path), [UNKNOWN_ENCODING.fault().finding(str(path))]) from error
    except NO_DOCUMENT as error:
        mark = error.problem_mark if isinstance(error, MarkedYAMLError) else None
        line = mark.line + 1 if mark else 0
        raise refused(str(path), [NO_YAML.fault().finding(str(path), line)]) from error
    if content is None:
        return CommentedMap()
    if not isinstance(content, CommentedMap):
        raise refused(str(path), [NO_YAML.fault().finding(str(path), 1)])
    return content


def _entries(
    content: CommentedMap, key: str, read: Callable[[Any], T | Fault], faults: list[tuple[int, Fault]]
) -> Iterator[T]:
    """Read the entries of one list; what cannot be read is added to the faults with its line."""
    entries = content.get(key)
    if entries is None:
        return
    if not isinstance(entries, CommentedSeq):
        faults.append((content.lc.key(key)[0] + 1, NO_LIST.fault(key, name=key)))
        return
    for number, entry in enumerate(entries):
        found = read(entry)
        if isinstance(found, Fault):
            faults.append((entries.lc.item(number)[0] + 1, found))
        else:
            yield found


def _day(entry: object) -> date | Fault:
    day = read_day(str(entry))
    return CALENDAR_DATE.fault(found=str(entry)) if day is None else day


def _span(make: Callable[[str, date, date], T], form: str, entry: object) -> T | Fault:
    if not isinstance(entry, dict) or set(entry) != {"code", "first", "last"}:
        return BAD_SPAN.fault()
    code, (first, last) = str(entry["code"]), (read_day(str(entry[key])) for key in ("first", "last"))
    if not re.fullmatch(form, code) or first is None or last is None or first > last:
        return BAD_SPAN.fault()
    return make(code, first, last)


def _line(fault: tuple[int, Fault]) -> int:
    return fault[0]
