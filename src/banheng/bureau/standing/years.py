"""A county over the years."""

from __future__ import annotations

from typing import TYPE_CHECKING

from banheng.balance.trend import trends
from banheng.bureau.collecting.models import Collection
from banheng.bureau.standing.county import standing_of

if TYPE_CHECKING:
    from banheng.balance.regime import Regime
    from banheng.balance.trend import Trend
    from banheng.schools.models import Bureau

MOST_YEARS = 8


def trends_of(bureau: Bureau, regime: Regime, until: int) -> list[Trend]:
    """Follow every figure that the regime tests up to a year, the worst first; a query for each year."""
    years = Collection.objects.filter(bureau=bureau, year__lte=until).select_related("bureau")[:MOST_YEARS]
    return trends(verdict for each in years for verdict in standing_of(each, regime).verdicts.values())
