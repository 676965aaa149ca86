"""The county at one look: every indicator with its coefficient, how schools spread, and where the weak ones are."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext

from banheng.accounts.roles import Permission
from banheng.balance.exact import rounded
from banheng.bureau.collecting.columns import AREA_NAMES, LEVEL_NAMES
from banheng.bureau.naming import called, joined
from banheng.bureau.standing.county import Compared
from banheng.bureau.standing.school import judged
from banheng.web.bureau_loading import bureau_page
from banheng.web.indicators.loading import choose

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.http import HttpRequest, HttpResponse

    from banheng.accounts.bureau_access import BureauAccess
    from banheng.balance.judging import SchoolVerdict
    from banheng.balance.regime import Indicator
    from banheng.balance.standard import Standard
    from banheng.bureau.standing.county import Standing


@bureau_page(Permission.SEE_BUREAU)
def county(request: HttpRequest, access: BureauAccess) -> HttpResponse:
    """Show all indicators."""
    choice = choose(request, access)
    if choice.collection is None and choice.has_below:
        return redirect("indicators-below", access.bureau.code)
    standing = choice.standing
    shown = choice.shown("county")
    if standing is not None:
        verdicts = judged(standing, choice.standard)
        shown |= {
            "standing": standing,
            "levels": [
                (
                    level,
                    standing.verdicts.get(level),
                    [each for each in standing.compared if each.level is level],
                )
                for level in standing.units
            ],
            "multiples": [
                (indicator, _boxes(standing, indicator)) for indicator in standing.regime.indicators
            ],
            "schematic": _schematic(standing, verdicts),
            "passing": sum(each.passes is True for each in verdicts),
            "judged": len(verdicts),
            "standard": choice.standard,
        }
    return render(request, "indicators/county.html", shown)


def _boxes(standing: Standing, indicator: Indicator) -> dict[str, Any] | None:
    """Draw how schools spread, for each level and area; None where nothing is known."""
    categories: list[str] = []
    boxes: list[list[float]] = []
    for compared in (each for each in standing.compared if each.indicator is indicator):
        for area, name in AREA_NAMES.items():
            stocks = [each for each in compared.stocks if each[0].school.area is area]
            if len(stocks) > 1:
                part = Compared(compared.level, indicator, stocks, None, compared.limit, None)
                categories.append(joined(LEVEL_NAMES[compared.level], name))
                boxes.append([float(rounded(each, 2)) for each in part.five])
    return {"categories": categories, "boxes": boxes, "unit": called(indicator.unit)} if boxes else None


def _schematic(
    standing: Standing, verdicts: Sequence[SchoolVerdict]
) -> list[tuple[str, list[dict[str, Any]]]]:
    """Lay out the schools by town, each with how much of the standard it misses."""
    bureau = standing.collection.bureau.code
    of_school: dict[object, list[SchoolVerdict]] = defaultdict(list)
    for verdict in verdicts:
        of_school[verdict.unit.school].append(verdict)
    towns: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for filing, school in standing.counted:
        found = of_school.get(school, [])
        missed = max((len(each.missed) for each in found), default=0)
        fails = any(each.passes is False for each in found)
        towns[(filing.counted_cells or {}).get("town") or gettext("未填乡镇")].append(
            {
                "name": school.name,
                "url": reverse("indicators-school", args=[bureau, filing.school.code]),
                "missed": missed,
                "state": "out" if not found else "fails" if fails else "short" if missed else "fine",
            }
        )
    return sorted(towns.items())


def requirement_names(standard: Standard) -> dict[str, str]:
    """Name the requirements of a standard."""
    return {each.code: called(each.name) for each in [*standard.requirements, *standard.leaves()]}
