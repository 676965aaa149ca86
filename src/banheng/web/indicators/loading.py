"""Which year and which regime a page is about."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from banheng.accounts.bureau_access import with_those_below
from banheng.balance.loading import list_regimes, list_standards
from banheng.bureau.collecting.columns import USUAL
from banheng.bureau.collecting.models import Collection
from banheng.bureau.library import regime_of, standard_of
from banheng.bureau.standing.county import standing_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.http import HttpRequest

    from banheng.accounts.bureau_access import BureauAccess
    from banheng.balance.regime import Regime
    from banheng.balance.standard import Standard
    from banheng.bureau.standing.county import Standing


@dataclass(frozen=True)
class Choice:
    """What a page is about; there may be no collection yet."""

    collection: Collection | None
    years: Sequence[int]
    regime: Regime
    standard: Standard
    has_below: bool

    @property
    def standing(self) -> Standing | None:
        """Compute where the county stands; each time anew."""
        return None if self.collection is None else standing_of(self.collection, self.regime)

    def shown(self, tab: str) -> dict[str, Any]:
        """Give templates what all pages of the area need."""
        year = self.collection.year if self.collection else ""
        return {
            "choice": self,
            "collection": self.collection,
            "regime": self.regime,
            "regimes": [regime_of(code) for code in list_regimes()],
            "standards": [standard_of(code) for code in list_standards()],
            "tab": tab,
            "asked": f"year={year}&regime={self.regime.regime}",
        }


def choose(request: HttpRequest, access: BureauAccess) -> Choice:
    """Read year, regime and standard from the address; what is not there is the newest and the usual."""
    years = list(Collection.objects.filter(bureau=access.bureau).select_related("bureau"))
    asked = request.GET.get("year") or request.POST.get("year", "")
    found = next((each for each in years if str(each.year) == asked), years[0] if years else None)
    regime = request.GET.get("regime") or request.POST.get("regime", "")
    standard = request.GET.get("standard", "")
    return Choice(
        found,
        [each.year for each in years],
        regime_of(regime if regime in list_regimes() else USUAL),
        standard_of(standard if standard in list_standards() else USUAL),
        len(with_those_below(access.bureau)) > 1,
    )
