"""What an edition of a result rests on as plain data, and the digest that names it wherever it is printed."""

from __future__ import annotations

import hashlib
import json
from datetime import UTC
from typing import TYPE_CHECKING, Any

from pydantic import TypeAdapter

from banheng.core.calendar import SchoolCalendar
from banheng.core.periods import parse_period
from banheng.core.points import parse_units
from banheng.scoring.outcome import ScoreSheet, SubjectResult
from banheng.scoring.roster import Posting
from banheng.scoring.subjects import subjects_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from banheng.schemes.scheme import Scheme

Results = dict[str, Any]
"""Results in the form `banheng-score/1` with `inputs`: roster, calendar, and the pieces of a longer period."""

_ROSTER = TypeAdapter(tuple[Posting, ...])
_CALENDAR = TypeAdapter(SchoolCalendar)


def inputs_as_data(
    postings: Sequence[Posting], calendar: SchoolCalendar, pieces: Sequence[Mapping[str, object]]
) -> dict[str, Any]:
    """Write down what results rest on.

    Args:
        postings: the roster.
        calendar: tells school days.
        pieces: `period`, `edition` and `digest` of each published result that a longer period adds up.
    """
    plain = _CALENDAR.dump_python(calendar, mode="json")
    days = {name: sorted(plain[name]) for name in ("days_off", "working_days")}
    return {"roster": roster_as_data(postings), **plain, **days, "pieces": list(pieces)}


def roster_as_data(postings: Sequence[Posting]) -> list[dict[str, Any]]:
    """Write down a roster."""
    return list(_ROSTER.dump_python(tuple(postings), mode="json"))


def roster_in(results: Results) -> tuple[Posting, ...]:
    """Read back the roster that results rest on."""
    return _ROSTER.validate_python(results["inputs"]["roster"])


def calendar_data_in(results: Results) -> dict[str, Any]:
    """Give the calendar that results rest on as plain data."""
    return {name: value for name, value in results["inputs"].items() if name not in {"roster", "pieces"}}


def calendar_in(results: Results) -> SchoolCalendar:
    """Read back the calendar that results rest on."""
    return _CALENDAR.validate_python(calendar_data_in(results))


def sheet_in(results: Results, scheme: Scheme) -> ScoreSheet:
    """Read back results as scoring has them, without their parts."""
    period = parse_period(results["period"]["code"], calendar_in(results))
    subjects = {subject.key: subject for subject in subjects_of(roster_in(results), period)}
    return ScoreSheet(
        scheme,
        period,
        tuple(
            SubjectResult(
                subject=subjects[row["key"]],
                items={},
                indicators={},
                total=parse_units(row["total"]),
                rank=row["rank"],
                rank_of=row["rank_of"],
                rating=row["rating"],
                vetoes=tuple(row["vetoes"]),
                flags=tuple(row["flags"]),
                pay=row["pay_fen"],
            )
            for row in results["results"]
        ),
    )


def digests_of(results: Results, *, scheme: str, ledger: str) -> dict[str, str]:
    """Give the digest of each thing that a result depends on, and of the result."""
    return {
        "scheme": scheme,
        "ledger": ledger,
        "roster": digest(results["inputs"]["roster"]),
        "pieces": digest(results["inputs"].get("pieces", [])),
        "calendar": digest(calendar_data_in(results)),
        "results": digest({name: value for name, value in results.items() if name != "inputs"}),
    }


def digest_of_edition(digests: Mapping[str, str], *, school: str, period: str, at: datetime) -> str:
    """Give the digest that names an edition."""
    return digest({**digests, "school": school, "period": period, "at": at.astimezone(UTC).isoformat()})


def digest(data: object) -> str:
    """Give the SHA-256 of plain data, hexadecimal; the order of keys does not matter."""
    text = json.dumps(data, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
