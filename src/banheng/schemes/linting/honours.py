"""Honours and consequences: names that lead nowhere, what nobody can get, and who could get it in spite of a veto."""

from __future__ import annotations

from typing import TYPE_CHECKING

from banheng.core.findings import Severity
from banheng.core.periods import PeriodKind
from banheng.core.points import format_units
from banheng.rules.figures import Blank
from banheng.rules.roll_up import Combine
from banheng.schemes.honours import Counted, Honour
from banheng.schemes.linting.check import Found, check, complete
from banheng.schemes.linting.reach import MOST_PIECES
from banheng.schemes.scheme import LongerPeriod
from banheng.schemes.speaking import given

if TYPE_CHECKING:
    from collections.abc import Iterator

    from banheng.rules.node import Code
    from banheng.schemes.consequences import Consequence
    from banheng.schemes.honours import Repeats
    from banheng.schemes.rating import Veto
    from banheng.schemes.scheme import Scheme
    from banheng.schemes.walking import Path_


def _uses(scheme: Scheme) -> Iterator[tuple[Path_, Honour | Consequence]]:
    for key in ("honours", "consequences"):
        for number, use in enumerate(getattr(scheme, key)):
            yield (key, number), use


@check(
    "L801",
    Severity.ERROR,
    "“{name}”提到的等次 {rating} 在它的周期里没有。可用：{known}。请改正。",
    "'{name}' names the rating '{rating}', which its period does not have. There are: {known}. Correct it.",
)
def unknown_rating_used(scheme: Scheme) -> Found:
    """What follows from a rating names ratings of its own period."""
    for path, use in _uses(scheme):
        ends = scheme.ends_of(use.period)
        known = [rating.code for rating in ends.ratings] if ends else []
        named, key = (use.ratings, ()) if isinstance(use, Honour) else (use.when.ratings, ("when",))
        for rating in named:
            if ends and rating not in known:
                listed = ", ".join(known) or "—"
                yield (*path, *key, "ratings"), {"name": use.name, "rating": rating, "known": listed}


@check(
    "L802",
    Severity.ERROR,
    "“{name}”提到的一票否决 {veto} 方案里没有。可用：{known}。请改正。",
    "'{name}' names the veto '{veto}', which the scheme does not have. There are: {known}. Correct it.",
)
def unknown_veto_used(scheme: Scheme) -> Found:
    """What is barred by a veto or follows from it names vetoes of the scheme."""
    known = [veto.code for veto in scheme.vetoes]
    for path, use in _uses(scheme):
        if isinstance(use, Honour):
            place, named = (*path, "barred_by"), use.barred_by
        else:
            place, named = (*path, "when", "vetoes"), use.when.vetoes
        for veto in named:
            if veto not in known:
                yield place, {"name": use.name, "veto": veto, "known": ", ".join(known) or "—"}


@check(
    "L803",
    Severity.ERROR,
    "“{name}”的周期 {period} 方案不计分。请改成方案的周期，或在 longer_periods 里加上它。",
    "'{name}' is for each {period}, which the scheme does not score. Name its period, or add it to longer_periods.",
)
def period_not_scored(scheme: Scheme) -> Found:
    """An honour or consequence rests on a period that the scheme scores."""
    for path, use in _uses(scheme):
        if use.period is not None and scheme.ends_of(use.period) is None:
            yield (*path, "period"), {"name": use.name, "period": use.period.value}


@check(
    "L804",
    Severity.ERROR,
    "“{name}”没有人能得到：{why}。请改正。",
    "nobody can get '{name}': {why_en}. Correct it.",
)
def honour_out_of_reach(scheme: Scheme) -> Found:
    """Somebody can get an honour."""
    for number, honour in enumerate(scheme.honours):
        if not complete(honour):
            continue
        if honour.top == 0 or (honour.share == 0 and honour.least_number == 0):
            yield ("honours", number), {"name": honour.name, "why": "名额是 0", "why_en": "it has no place"}
        if honour.not_below is not None and _beyond_total(scheme, honour):
            full = format_units(scheme.full_total)
            yield (
                ("honours", number, "not_below"),
                {
                    "name": honour.name,
                    "why": f"总分最高 {full} 分",
                    "why_en": f"the total is {full} at most",
                },
            )


def _beyond_total(scheme: Scheme, honour: Honour) -> bool:
    """Tell whether the least total is above the full one; awards on top, factors and sums are not judged."""
    more = any(part.outside_total for part in scheme.all_indicators()) or scheme.coefficients
    ends = scheme.ends_of(honour.period)
    in_sum = isinstance(ends, LongerPeriod) and ends.take is Combine.SUM
    known = complete((scheme.full_points, scheme.scale_to))
    return known and not more and not in_sum and (honour.not_below or 0) > scheme.full_total


@check(
    "L805",
    Severity.WARNING,
    "有“{veto}”的人仍可能得到“{name}”。请在一票否决的 effect 里写 honours: barred，或把它写进 barred_by；比方案周期长的荣誉，还要在 longer_periods 里写 carry_vetoes: true。",
    "somebody vetoed by '{veto}' can still get '{name}'. Write honours: barred in its effect, or name it in barred_by; an honour of a longer period also needs carry_vetoes: true there.",
)
def honoured_in_spite_of_veto(scheme: Scheme) -> Found:
    """Somebody vetoed in the period of an honour does not get it."""
    for number, honour in enumerate(scheme.honours):
        for veto in scheme.vetoes:
            if not veto.effect.only_limits and not _bars(scheme, veto, honour):
                yield ("honours", number), {"name": honour.name, "veto": veto.name}


def _bars(scheme: Scheme, veto: Veto, honour: Honour) -> bool:
    ends = scheme.ends_of(honour.period)
    if isinstance(ends, LongerPeriod) and not ends.carry_vetoes:
        return False
    codes = [rating.code for rating in ends.ratings] if ends else []
    kept = _ratings_left(veto, codes)
    lost = bool(honour.ratings) and not set(kept) & set(honour.ratings)
    unplaced = honour.has_quota and veto.effect.ranking == "excluded"
    return veto.effect.honours == "barred" or veto.code in honour.barred_by or lost or unplaced


def _ratings_left(veto: Veto, codes: list[Code]) -> list[Code]:
    """Give the ratings that somebody vetoed can still have."""
    if veto.effect.rating is not None and veto.effect.rating in codes:
        return codes[codes.index(veto.effect.rating) :]
    if veto.effect.rating_at_most in codes:
        codes = codes[codes.index(veto.effect.rating_at_most) :]
    return codes[0 if isinstance(veto.effect.downgrade, Blank) else veto.effect.downgrade :]


@check(
    "L806",
    Severity.ERROR,
    "“{name}”永远不会发生：{why}。请改正。",
    "'{name}' can never happen: {why_en}. Correct it.",
)
def never_follows(scheme: Scheme) -> Found:
    """What must come several times can come so often, and what follows from a flag is flagged."""
    for path, use in _uses(scheme):
        most = _most_times(scheme, use)
        if complete((use.times, use.of_last)) and most is not None and use.times > most:
            why = (f"要 {use.times} 次，而最多看 {most} 期", f"{use.times} times of at most {most} periods")
            yield (*path, "times"), {"name": use.name, "why": why[0], "why_en": why[1]}
    for number, use in enumerate(scheme.consequences):
        ends = scheme.ends_of(use.period)
        flagged = ends is None or (ends.ranking is not None and given(ends.ranking.flag_last))
        if use.when.flags and not flagged and not (use.when.ratings or use.when.vetoes):
            why = ("排名没有写 flag_last", "the ranking has no flag_last")
            yield (
                ("consequences", number, "when", "flags"),
                {"name": use.name, "why": why[0], "why_en": why[1]},
            )


def _most_times(scheme: Scheme, use: Repeats) -> int | None:
    """Give how many periods are looked at, None if there is no limit."""
    kind = getattr(use, "period", None) or scheme.period
    in_year = 1 if kind is PeriodKind.YEAR else 2 if kind is PeriodKind.TERM else None
    most = MOST_PIECES.get((kind, PeriodKind.YEAR), in_year) if use.counted is Counted.ACADEMIC_YEAR else None
    known = [bound for bound in (most, use.of_last) if bound is not None]
    return min(known, default=None)


@check(
    "L807",
    Severity.NOTE,
    "“{name}”没有写期限，跟进清单上不会提示逾期。请写 due，天数未定的写 days: null。",
    "'{name}' has no deadline, so nothing is ever overdue. Write due, with days: null if it is not settled.",
)
def deadline_unstated(scheme: Scheme) -> Found:
    """What has to be done has a deadline."""
    for number, consequence in enumerate(scheme.consequences):
        for place, task in enumerate(consequence.tasks):
            if task.due is None:
                yield (
                    ("consequences", number, "tasks", place),
                    {"name": task.name or consequence.name},
                )


@check(
    "L808",
    Severity.ERROR,
    "代码“{code}”在这里写了两次。请改正一个。",
    "the code '{code}' stands here twice. Correct one.",
)
def use_twice(scheme: Scheme) -> Found:
    """Each honour and each consequence has its own code."""
    for key in ("honours", "consequences"):
        seen: set[Code] = set()
        for number, use in enumerate(getattr(scheme, key)):
            if use.code in seen:
                yield (key, number), {"code": use.code}
            seen.add(use.code)


@check(
    "L809",
    Severity.WARNING,
    "“{name}”是班级的，却按等次评：一期有几位班主任的班级没有等次，评不上。请改用名额（top、share）或 not_below。",
    "'{name}' is for classes but goes by rating, which a class of several teachers does not have. Use top, share or "
    "not_below.",
)
def class_by_rating(scheme: Scheme) -> Found:
    """An honour of classes is open to a class whose teacher changed."""
    for number, honour in enumerate(scheme.honours):
        if honour.who == "class" and honour.ratings:
            yield ("honours", number, "ratings"), {"name": honour.name}
