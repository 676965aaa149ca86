"""Assistant homeroom teachers: they have the result of whom they assist, and pay for their own days."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from banheng.rules.rule import Step

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from banheng.core.evidence import EvidenceRecord
    from banheng.scoring.concluding import Standing
    from banheng.scoring.subjects import Subject


def with_assistants(
    subjects: Sequence[Subject],
    records: Sequence[Mapping[str, Sequence[EvidenceRecord]]],
    standings: Sequence[Standing],
) -> list[Standing]:
    """Put assistants among the standings of the others, in the order of subjects."""
    others = iter(standings)
    in_charge: dict[tuple[str, str], list[Standing]] = defaultdict(list)
    for standing in standings:
        if not standing.subject.is_class_line:
            posting = standing.subject.posting
            in_charge[posting.school, posting.school_class].append(standing)
    return [
        _assistant(subject, own, in_charge[subject.posting.school, subject.posting.school_class])
        if subject.is_assistant
        else next(others)
        for subject, own in zip(subjects, records, strict=True)
    ]


def _assistant(
    subject: Subject, records: Mapping[str, Sequence[EvidenceRecord]], in_charge: Sequence[Standing]
) -> Standing:
    """Copy the result of whoever had the class for most of the assistant's days; of several, the first."""
    leading = max(in_charge, key=lambda standing: days_together(standing.subject, subject))
    told = Step("assistant", {"name": leading.subject.name})
    return replace(
        leading,
        subject=subject,
        records=records,
        effects=list(leading.effects),
        steps={"total": (told,), "rank": (Step("assistant_unranked"),)},
    )


def days_together(one: Subject, other: Subject) -> int:
    """Count the days of both."""
    return len(set(one.days) & set(other.days))
