"""Who assists whom, for all subjects at once; the meaning is in `assisting`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from banheng.core.rounding import Integers
    from banheng.scoring.subject_table import SubjectTable


@dataclass(frozen=True, slots=True)
class Pairs:
    """Assistants and those in charge with common days; one entry a pair, in order of assistants.

    Attributes:
        assistant, teacher: rows of the subject table.
        days: how many they have in common.
    """

    assistant: Integers
    teacher: Integers
    days: Integers


def pairs_of(table: SubjectTable) -> Pairs:
    """Find out who assists whom, and for how many days."""
    assistants = np.flatnonzero(table.is_assistant)
    if len(assistants) == 0:
        return Pairs(assistants, assistants, assistants)
    in_charge = np.flatnonzero(~table.is_assistant & ~table.is_class_line)
    in_charge = in_charge[np.argsort(table.school_class[in_charge], kind="stable")]
    school_class, wanted = table.school_class[in_charge], table.school_class[assistants]
    first = np.searchsorted(school_class, wanted)
    number = np.searchsorted(school_class, wanted, side="right") - first
    assistant = np.repeat(assistants, number)
    place = np.arange(number.sum()) - np.repeat(np.cumsum(number) - number, number)
    teacher = in_charge[np.repeat(first, number) + place]
    days = (table.in_post[assistant] & table.in_post[teacher]).sum(axis=1)
    together = days > 0
    return Pairs(assistant[together], teacher[together], days[together])


def rows_of_results(table: SubjectTable, pairs: Pairs) -> Integers:
    """Give the row whose result each subject has: the own one, or that of whom an assistant assists most."""
    rows = np.arange(len(table))
    most_days_last = np.lexsort((-pairs.teacher, pairs.days))
    # of several assignments to one row the last one stands
    rows[pairs.assistant[most_days_last]] = pairs.teacher[most_days_last]
    return rows
