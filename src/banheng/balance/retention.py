"""The share of a cohort that stays to the end of junior school (三年巩固率), in both forms that are in use.

Source: standards.md 4.3: the two give different numbers for the same idea, so a result names its form.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from banheng.balance.variation import NothingToCompare


@dataclass(frozen=True, slots=True)
class Cohort:
    """Pupils of one intake, until they graduate."""

    intake: int
    graduates: int
    transfers_in: int = 0
    transfers_out: int = 0
    deaths: int = 0


def retention_of_expected(cohort: Cohort) -> Fraction:
    """Divide graduates by those who ought to be there; the usual form.

    Raises:
        NothingToCompare: nobody ought to be there.
    """
    expected = cohort.intake + cohort.transfers_in - cohort.transfers_out - cohort.deaths
    return _share(cohort.graduates, expected)


def retention_of_intake(cohort: Cohort) -> Fraction:
    """Divide the graduates of the intake itself by the intake; the form of a Shenyang district.

    Raises:
        NothingToCompare: there was no intake.
    """
    stayed = cohort.graduates - cohort.transfers_in + cohort.transfers_out
    return _share(stayed, cohort.intake - cohort.deaths)


def _share(part: int, whole: int) -> Fraction:
    if whole <= 0:
        raise NothingToCompare("nobody of the cohort is left to compare with")
    return Fraction(part, whole)


RETENTIONS = {"of_expected": retention_of_expected, "of_intake": retention_of_intake}
