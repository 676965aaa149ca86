"""The attacker: what somebody could find out about single people from all that is shown.

The attacker knows who was invited, how many answered, the questions and their marks, and up to `INSIDERS` of the
sheets (those who answered know their own). It subtracts: questions from sheets, parts from totals, insiders from
groups, an earlier publication from a later one. It takes nothing from how `publish` works, so that it also judges
what was made in another way. Not tried: the style of a text, and guesses that are only likely.
"""

from __future__ import annotations

import math
from collections import Counter
from fractions import Fraction
from functools import cache, partial
from itertools import combinations, combinations_with_replacement, pairwise, permutations
from typing import TYPE_CHECKING

from banheng.questionnaires.instrument import Group
from banheng.questionnaires.leak import How, Leak
from banheng.questionnaires.publishing import INSIDERS, LEAST_RANKED, LEAST_SHARE, STEP, Publication
from banheng.questionnaires.results import Asked, by_asked

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from banheng.questionnaires.instrument import Instrument, Question
    from banheng.questionnaires.publishing import Answered, Cell, Mean, Total
    from banheng.questionnaires.sheets import Sheet

Bounds = tuple[Fraction, Fraction]
"""A mean lies between these."""


def attack(
    publication: Publication,
    instrument: Instrument,
    sheets: Sequence[Sheet] | None,
    invited: Mapping[Asked, int],
    *,
    earlier: Sequence[Publication] = (),
) -> list[Leak]:
    """Try to link answers to people; results open only if nothing is found.

    Args:
        sheets: of which insiders know their own; none once they are deleted, when insiders may have said anything.
        invited: how many of each group were asked about each receiver.
        earlier: other publications of the same survey, or of one to the same people at the same time.
    """
    given = None if sheets is None else by_asked(sheets)
    inferred = _from_totals(publication)
    leaks = list(_differences(publication, instrument.least))
    for cell in publication.cells:
        asked = (cell.receiver, cell.group)
        ours = None if given is None else given.get(asked, [])
        # A self-rating has a known author; nobody was promised anything.
        if cell.group is Group.SELF:
            continue
        number = (cell.number or 0) if ours is None else len(ours)
        everybody = number > 0 and number == invited.get(asked)
        leak = partial(Leak, receiver=cell.receiver, group=cell.group, everybody=everybody)
        if cell.number is not None and cell.number < instrument.least:
            leaks.append(leak(How.SMALL_GROUP, number=cell.number, least=instrument.least))
        whole = _narrowed(_bounds(cell.mean), inferred.get(asked))
        for question in instrument.asked(cell.group):
            leaks += (
                leak(how, question=question.code, number=number, least=least, insiders=insiders)
                for how, number, least, insiders in _on_question(instrument, cell, question, ours, whole)
            )
        if _are_linked(cell.answered):
            leaks.append(leak(How.LINKED_TEXTS))
    return leaks + [leak for other in earlier for leak in _versions(publication, other, instrument.least)]


def tells(marks: tuple[int, ...], number: int, low: int, high: int) -> bool:
    """Tell whether a sum from `low` to `high` means that `number` people all gave the same mark.

    True only if no marks that differ from each other have such a sum.

    Args:
        marks: that are possible, from the least.
    """
    step = math.gcd(*(mark - marks[0] for mark in marks)) or 1
    offsets = tuple((mark - marks[0]) // step for mark in marks)
    lowest = max(0, -((number * marks[0] - low) // step))
    highest = (high - number * marks[0]) // step
    if number == 1:
        return sum(lowest <= offset <= highest for offset in offsets) == 1
    window = (1 << max(0, highest + 1)) - (1 << lowest) if highest >= lowest else 0
    alike = any(lowest <= number * offset <= highest for offset in offsets)
    return alike and not _mixed_sums(offsets, number) & window


@cache
def _sums(marks: tuple[int, ...], number: int) -> int:
    """Give the sums that so many marks can have, as the bits that are set."""
    reached = 1
    for _ in range(number):
        before, reached = reached, 0
        for mark in marks:
            reached |= before << mark
    return reached


@cache
def _mixed_sums(marks: tuple[int, ...], number: int) -> int:
    """Give the sums of so many marks that are not all the same: two that differ, and any others."""
    others, reached = _sums(marks, number - 2), 0
    for one, other in combinations(marks, 2):
        reached |= others << (one + other)
    return reached


def _bounds(mean: Mean | None) -> Bounds | None:
    if mean is None:
        return None
    slack = Fraction(STEP, 2) if mean.exact else Fraction(0)
    return mean.low - slack, mean.high + slack


def _narrowed(bounds: Bounds | None, other: Bounds | None) -> Bounds | None:
    if bounds is None or other is None:
        return bounds or other
    return max(bounds[0], other[0]), min(bounds[1], other[1])


def _on_question(
    instrument: Instrument,
    cell: Cell,
    question: Question,
    sheets: Sequence[Sheet] | None,
    whole: Bounds | None,
) -> Iterator[tuple[How, int, int, int]]:
    """List what is found out about one question: how, about how many, how many there should be, insiders."""
    shown = next((answered for answered in cell.answered if answered.question == question.code), None)
    number, given = _answers(cell, question, shown, sheets)
    if question.has_mark and number:
        bounds = _of_question(instrument, cell, question, whole)
        marks = tuple(question.marks())
        if bounds and len(marks) > 1:
            found = _by_sum(marks, number, given, bounds)
            if found is not None:
                yield How.MEAN, number - found, 0, found
    if shown is None:
        return
    if shown.shares:
        chosen = [number for _, number in shown.shares if number]
        if min(chosen) < LEAST_SHARE:
            yield How.SMALL_SHARE, min(chosen), LEAST_SHARE, 0
        # So many who know each other's sheets are all that did not choose the option.
        if (others := sum(chosen) - max(chosen)) <= INSIDERS:
            yield How.SHARES, max(chosen), 0, others
    if shown.order and number < LEAST_RANKED:
        yield How.RANKING, number, LEAST_RANKED, 0
    if _are_ordered([text.id for text in shown.texts]):
        yield How.ORDERED_TEXTS, len(shown.texts), 0, 0


def _answers(
    cell: Cell, question: Question, shown: Answered | None, sheets: Sequence[Sheet] | None
) -> tuple[int, Counter[int] | None]:
    """Say how many answered a question, and how often each mark was given; without sheets, how many at most."""
    if sheets is None:
        return (shown.mean.number if shown and shown.mean else cell.number or 0), None
    answers = [sheet.answers[question.code] for sheet in sheets if question.code in sheet.answers]
    return len(answers), Counter(question.mark(answer) for answer in answers if question.has_mark)


def _of_question(
    instrument: Instrument, cell: Cell, question: Question, whole: Bounds | None
) -> Bounds | None:
    """Bound the mean of a question by what is shown of it, and by the whole sheet less the other questions."""
    means = {answered.question: _bounds(answered.mean) for answered in cell.answered}
    marked = [other for other in instrument.asked(cell.group) if other.has_mark]
    own = means.get(question.code)
    if whole is None:
        return own
    greatest = sum(int(other.greatest or 0) for other in marked)
    low, high = (end * greatest / int(instrument.scale) for end in whole)
    for other in marked:
        if other is not question:
            marks = other.marks()
            lowest, highest = means.get(other.code) or (Fraction(marks[0]), Fraction(marks[-1]))
            low, high = low - highest, high - lowest
    return _narrowed(own, (low, high))


def _by_sum(marks: tuple[int, ...], number: int, given: Counter[int] | None, bounds: Bounds) -> int | None:
    """Find the fewest insiders who learn what all others gave; none if no few do.

    Args:
        given: how often each mark was given; none if that is not known.
    """
    low, high = math.ceil(bounds[0] * number), math.floor(bounds[1] * number)
    for insiders in range(min(INSIDERS + 1, number)):
        for known in combinations_with_replacement(marks if given is None else sorted(given), insiders):
            if (given is None or Counter(known) <= given) and tells(
                marks, number - insiders, low - sum(known), high - sum(known)
            ):
                return insiders
    return None


def _from_totals(publication: Publication) -> dict[Asked, Bounds]:
    """Bound the mean of each cell that a total covers by the total less all other cells."""
    cells = {(cell.receiver, cell.group): cell for cell in publication.cells}
    found: dict[Asked, Bounds] = {}
    for total in publication.totals:
        for asked in total.cells:
            others = [cells[other] for other in total.cells if other != asked]
            number = total.mean.number - sum(other.number or 0 for other in others)
            bounds, known = _bounds(total.mean), [_bounds(other.mean) for other in others]
            if bounds is None or number <= 0 or None in known:
                continue
            low, high = (end * total.mean.number for end in bounds)
            for other, mean in zip(others, known, strict=True):
                if mean:
                    low -= mean[1] * (other.number or 0)
                    high -= mean[0] * (other.number or 0)
            narrowed = _narrowed(found.get(asked), (low / number, high / number))
            if narrowed:
                found[asked] = narrowed
    return found


def _differences(publication: Publication, least: int) -> Iterator[Leak]:
    """Subtract what is shown from each total, what is left of one total from another, and solve for single cells."""
    numbers = {(cell.receiver, cell.group): cell.number for cell in publication.cells}
    left: dict[frozenset[Asked], int] = {}
    for total in publication.totals:
        hidden = frozenset(asked for asked in total.cells if numbers.get(asked) is None)
        if hidden:
            left[hidden] = _left(total, numbers)
    grown = True
    while grown:
        apart = {
            more - fewer: left[more] - left[fewer] for more, fewer in permutations(left, 2) if fewer < more
        }
        grown = not apart.keys() <= left.keys()
        left = apart | left
    for hidden, number in (left | _solved(left)).items():
        if 0 < number < least:
            receiver, group = min(hidden)
            yield Leak(How.DIFFERENCE, receiver, group, number=number, least=least)


def _solved(left: Mapping[frozenset[Asked], int]) -> dict[frozenset[Asked], int]:
    """Find the cells that follow from all that is left together, as from A+B, B+C and A+C each of them does."""
    columns = sorted({asked for hidden in left for asked in hidden})
    rows = [[Fraction(asked in hidden) for asked in columns] + [Fraction(left[hidden])] for hidden in left]
    reduced: list[list[Fraction]] = []
    for place in range(len(columns)):
        pivot = next((row for row in rows if row[place]), None)
        if pivot is None:
            continue
        rows.remove(pivot)
        pivot = [figure / pivot[place] for figure in pivot]
        rows, reduced = ([_without(row, pivot, place) for row in some] for some in (rows, reduced))
        reduced.append(pivot)
    alone = (
        (frozenset(asked for asked, figure in zip(columns, row, strict=False) if figure), row[-1])
        for row in reduced
    )
    return {hidden: int(number) for hidden, number in alone if len(hidden) == 1}


def _without(row: list[Fraction], pivot: list[Fraction], place: int) -> list[Fraction]:
    return (
        [figure - row[place] * other for figure, other in zip(row, pivot, strict=True)] if row[place] else row
    )


def _left(total: Total, numbers: Mapping[Asked, int | None]) -> int:
    return total.mean.number - sum(numbers.get(asked) or 0 for asked in total.cells)


def _are_ordered(ids: list[str]) -> bool:
    """Tell whether texts stand in another order than their ids', or the ids are a count."""
    if len(ids) < 2:
        return False
    if ids != sorted(ids) or len(set(ids)) < len(ids):
        return True
    try:
        figures = [int(each, 16) for each in ids]
    except ValueError:
        return True
    return all(upper - lower == 1 for lower, upper in pairwise(figures))


def _are_linked(answered: Sequence[Answered]) -> bool:
    """Tell whether an id of a text stands at two questions."""
    ids = Counter(each for one in answered for each in {text.id for text in one.texts})
    return any(number > 1 for number in ids.values())


def _versions(publication: Publication, other: Publication, least: int) -> Iterator[Leak]:
    """Find cells and totals that another publication of the survey shows with a few answers more or fewer."""
    before = {(cell.receiver, cell.group): cell for cell in other.cells}
    for cell in publication.cells:
        same = before.get((cell.receiver, cell.group))
        if cell.group is Group.SELF or same is None or same.number is None or cell.number is None:
            continue
        number = abs(cell.number - same.number)
        if _figures(cell) != _figures(same) and number < least:
            # as many answers as before, but other figures: somebody's was changed
            yield Leak(How.VERSIONS, cell.receiver, cell.group, number=max(number, 1), least=least)
    totals = {frozenset(total.cells): total.mean for total in other.totals}
    for total in publication.totals:
        mean = totals.get(frozenset(total.cells))
        if mean is None or mean == total.mean or all(group is Group.SELF for _, group in total.cells):
            continue
        number = abs(mean.number - total.mean.number)
        if number < least:
            receiver, group = min(total.cells)
            yield Leak(How.VERSIONS, receiver, group, number=max(number, 1), least=least)


def _figures(cell: Cell) -> list[object]:
    """Give what a cell shows, without the ids, which are new each time."""
    return [
        cell.mean,
        *(
            (each.question, each.mean, each.shares, each.order, sorted(text.text for text in each.texts))
            for each in cell.answered
        ),
    ]
