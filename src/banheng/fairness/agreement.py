"""How far visits say the same about a class, whoever makes them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from banheng.fairness.severity import Severity


@dataclass(frozen=True, slots=True)
class Agreement:
    """Shares of what classes differ by, 0 to 1.

    Attributes:
        single: of the difference between two visits, how much lies in the classes: the intraclass correlation
            ICC(2,1), for absolute agreement.
        together: the same of the means of all visits of a class.
    """

    single: float
    together: float


def agreement(severity: Severity) -> Agreement:
    """Draw the agreement from the variances of the severity model; what all share on a day is no disagreement."""
    shares = severity.shares
    of_mean = shares.inspectors / severity.inspectors_of_class + shares.rest / severity.visits_of_class
    return Agreement(
        shares.classes / (shares.classes + shares.inspectors + shares.rest),
        shares.classes / (shares.classes + of_mean),
    )
