"""What of the answers may be shown: means wide enough that nobody's answer follows from them.

Nobody is told apart even by two people who know their own sheets and talk to each other (`INSIDERS`). Three laws keep
it so:

- A mean is shown as a range, and which one depends on nothing but the number of answers and their sum. Sums near the
  greatest or the least mark share one range ("4.6–5") that is wider than two answers can differ: whoever disagreed
  with all the others does not learn that they agreed, and unanimity cannot be told from a few who differ.
- Shares are shown only where the mean is exact, and where every option that was chosen was chosen by `LEAST_SHARE`.
- The mean of a sheet, and every total, is reckoned from what is shown, never from what is hidden. So a total less
  its parts leaves nothing, and there is no need to hide a second part beside a first.

What a person says about themselves (`Group.SELF`) has a known author and is no part of this.
"""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel, ConfigDict

from banheng.core.points import UNITS, format_units
from banheng.core.rounding import Rounding, divide
from banheng.questionnaires.instrument import Group, QuestionKind
from banheng.questionnaires.results import Asked, by_asked

if TYPE_CHECKING:
    import random
    from collections.abc import Collection, Mapping, Sequence

    from banheng.questionnaires.instrument import Instrument, Question
    from banheng.questionnaires.sheets import Sheet

STEP = UNITS // 100
"""Means have two decimals."""

INSIDERS = 2
"""So many who answered may put their sheets together and still learn nothing."""

LEAST_SHARE = INSIDERS + 1

LEAST_RANKED = 7
"""With fewer rankings, a common order could mean that all but two gave the same one."""


class _Shown(BaseModel):
    model_config = ConfigDict(frozen=True)


class Mean(_Shown):
    """A mean that lies from `low` to `high`, in units of 1/10,000; the ends are one figure if it is exact."""

    number: int
    low: int
    high: int

    @property
    def exact(self) -> bool:
        """Tell whether it is one figure, rounded half up to two decimals."""
        return self.low == self.high

    def say(self) -> str:
        """Write it as a figure or a range."""
        low, high = (format_units(end, places=2) for end in (self.low, self.high))
        return low if self.exact else f"{low}–{high}"


class Text(_Shown):
    """A few words. The id is random, and a sheet has another one at each question."""

    id: str
    text: str


class Answered(_Shown):
    """What is shown of one question of a group about a receiver.

    Attributes:
        mean: none if too few answered, or if it would say too much.
        shares: pairs of option (`yes` and `no` too) and number, in the order of the question; empty if hidden.
        order: the options of a ranking, best first; empty if hidden.
        texts: in the order of their ids.
    """

    question: str
    mean: Mean | None = None
    shares: tuple[tuple[str, int], ...] = ()
    order: tuple[str, ...] = ()
    texts: tuple[Text, ...] = ()


class Cell(_Shown):
    """What is shown of a group about a receiver.

    Attributes:
        number: of answers; none if they are too few to be shown.
        mean: of the whole sheet, on the instrument's scale.
    """

    receiver: str
    group: Group
    invited: int
    number: int | None = None
    mean: Mean | None = None
    answered: tuple[Answered, ...] = ()


class Total(_Shown):
    """The mean of several cells, by their number of answers.

    Attributes:
        name: of the cut; a receiver, a group, or what `publish` was given.
        cells: which it is the mean of; none of them is hidden.
    """

    name: str
    cells: tuple[Asked, ...]
    mean: Mean


class Publication(_Shown):
    """All that is shown of a survey; made once, when it is closed."""

    cells: tuple[Cell, ...]
    totals: tuple[Total, ...] = ()


@dataclass(frozen=True)
class _Range:
    """The mean of `number` answers, before it is rounded."""

    number: int
    low: Fraction
    high: Fraction

    def shown(self) -> Mean:
        if self.low == self.high:
            low = high = _rounded(self.low, Rounding.HALF_UP)
        else:
            low, high = _rounded(self.low, Rounding.DOWN), _rounded(self.high, Rounding.UP)
        return Mean(number=self.number, low=low, high=high)


def publish(
    instrument: Instrument,
    sheets: Sequence[Sheet],
    invited: Mapping[Asked, int],
    order: random.Random,
    *,
    cuts: Mapping[str, Collection[str]] | None = None,
    withheld: bool = False,
) -> Publication:
    """Make what is shown of a closed survey.

    Publish once: two publications of one survey, before and after somebody answered, differ by that answer.

    Args:
        instrument: without blanks.
        invited: how many of each group were asked about each receiver.
        order: where the ids of texts come from; `random.SystemRandom()` outside tests.
        cuts: receivers of further totals, such as those of a grade, by name.
        withheld: texts are kept back.
    """
    given = by_asked(sheets)
    cells: dict[Asked, Cell] = {}
    ranges: dict[Asked, _Range] = {}
    for asked in sorted({*invited, *given}):
        receiver, group = asked
        if group is Group.SELF:
            continue
        ours = given.get(asked, [])
        cell = Cell(receiver=receiver, group=group, invited=invited.get(asked, 0))
        if len(ours) >= instrument.least:
            means = {
                question.code: _mean(question, ours, instrument.least)
                for question in instrument.asked(group)
                if question.has_mark
            }
            whole = _whole(instrument, group, means, len(ours))
            if whole:
                ranges[asked] = whole
            cell = cell.model_copy(
                update={
                    "number": len(ours),
                    "mean": whole.shown() if whole else None,
                    "answered": tuple(
                        _answered(question, ours, means.get(question.code), order, withheld=withheld)
                        for question in instrument.asked(group)
                    ),
                }
            )
        cells[asked] = cell
    return Publication(cells=tuple(cells.values()), totals=tuple(_totals(ranges, cuts or {})))


def _mean(question: Question, sheets: Sequence[Sheet], least: int) -> _Range | None:
    """Give the range that the sum of the answers lies in; none if there are too few for any."""
    given = [
        question.mark(sheet.answers[question.code]) for sheet in sheets if question.code in sheet.answers
    ]
    possible = question.marks()
    number = len(given)
    if len(possible) < 2 or number < max(least, INSIDERS + _changed_together(possible)):
        return None
    worst, best = possible[0], possible[-1]
    span = number * (best - worst)
    # What the insiders can make up, and one answer more that differs.
    near_best = INSIDERS * (best - worst) + best - possible[-2]
    near_worst = INSIDERS * (best - worst) + possible[1] - worst
    if span <= near_best + near_worst:
        return None
    above = sum(given) - number * worst
    if span - above <= near_best:
        return _Range(number, best - Fraction(near_best, number), Fraction(best))
    if above <= near_worst:
        return _Range(number, Fraction(worst), worst + Fraction(near_worst, number))
    mean = Fraction(sum(given), number)
    return _Range(number, mean, mean)


def _changed_together(marks: list[int]) -> int:
    """Say how many answers between the ends must change for their sum to stay: 2 where the steps are even.

    Fewer that all gave one mark could be found out by their sum alone.
    """
    steps = [upper - lower for lower, upper in pairwise(marks)]
    return max(((below + above) // math.gcd(below, above) for below, above in pairwise(steps)), default=1)


def _whole(
    instrument: Instrument, group: Group, means: Mapping[str, _Range | None], number: int
) -> _Range | None:
    """Reckon the mean of whole sheets from the means of the questions; one that is hidden may be anything."""
    if not any(means.values()):
        return None
    low = high = Fraction(0)
    greatest = 0
    for question in instrument.asked(group):
        if not question.has_mark:
            continue
        mean, marks = means[question.code], question.marks()
        low += mean.low if mean else marks[0]
        high += mean.high if mean else marks[-1]
        greatest += int(question.greatest or 0)
    scale = Fraction(int(instrument.scale), greatest)
    return _Range(number, low * scale, high * scale)


def _answered(
    question: Question, sheets: Sequence[Sheet], mean: _Range | None, order: random.Random, *, withheld: bool
) -> Answered:
    answers = [sheet.answers[question.code] for sheet in sheets if question.code in sheet.answers]
    found: dict[str, Any] = {}
    if mean:
        found = {"mean": mean.shown(), "shares": _shares(question, answers, mean)}
    elif question.kind is QuestionKind.RANKING and len(answers) >= LEAST_RANKED:
        found = {"order": _common_order(question, answers)}
    elif question.kind is QuestionKind.TEXT and not withheld:
        texts = [Text(id=f"{order.getrandbits(64):016x}", text=text) for text in answers]
        found = {"texts": tuple(sorted(texts, key=lambda text: text.id))}
    return Answered(question=question.code, **found)


def _shares(question: Question, answers: Sequence[Any], mean: _Range) -> tuple[tuple[str, int], ...]:
    """Count the options, if each that was chosen was chosen by enough, and not one by all.

    Only where the steps between marks are even: there, that shares are hidden says nothing either, since some
    other answers with the same sum would be hidden too.
    """
    if question.kind is QuestionKind.SCORE or mean.low != mean.high:
        return ()
    options = ["yes", "no"]
    chosen = Counter(str(answer) for answer in answers)
    if question.kind is QuestionKind.YES_NO:
        chosen = Counter("yes" if answer else "no" for answer in answers)
    else:
        options = [option.code for option in question.options]
        marks = question.marks()
        if len(marks) < len(options) or _changed_together(marks) > 2:
            return ()
    if len(chosen) < 2 or min(chosen.values()) < LEAST_SHARE:
        return ()
    return tuple((option, chosen[option]) for option in options)


def _common_order(question: Question, rankings: Sequence[list[str]]) -> tuple[str, ...]:
    """Order the options by their mean place; equal ones stand as in the question."""
    places = {
        option.code: sum(ranking.index(option.code) for ranking in rankings) for option in question.options
    }
    return tuple(sorted(places, key=lambda code: places[code]))


def _totals(ranges: Mapping[Asked, _Range], cuts: Mapping[str, Collection[str]]) -> list[Total]:
    """Total each receiver, each group and each cut over the cells that are shown."""
    receivers = dict.fromkeys(receiver for receiver, _ in ranges)
    groups = [group for group in Group if any(group is other for _, other in ranges)]
    named: list[tuple[str, list[Asked]]] = [
        *((receiver, [asked for asked in ranges if asked[0] == receiver]) for receiver in receivers),
        *((group.value, [asked for asked in ranges if asked[1] is group]) for group in groups),
        *((name, [asked for asked in ranges if asked[0] in chosen]) for name, chosen in cuts.items()),
    ]
    return [
        Total(name=name, cells=tuple(cells), mean=_together([ranges[asked] for asked in cells]).shown())
        for name, cells in named
        if len(cells) > 1
    ]


def _together(ranges: Sequence[_Range]) -> _Range:
    number = sum(each.number for each in ranges)
    low = sum((each.low * each.number for each in ranges), Fraction(0))
    high = sum((each.high * each.number for each in ranges), Fraction(0))
    return _Range(number, low / number, high / number)


def _rounded(mean: Fraction, rounding: Rounding) -> int:
    return divide(mean.numerator, mean.denominator * STEP, rounding) * STEP
