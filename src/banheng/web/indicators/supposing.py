"""What if: move the figures of one school, and see the county computed anew."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from django.shortcuts import render

from banheng.accounts.roles import Permission
from banheng.balance.exact import read_exact
from banheng.bureau.collecting.checking import name_of
from banheng.bureau.collecting.columns import STUDENTS
from banheng.bureau.collecting.filling import fields_of, levels_of
from banheng.bureau.standing.supposing import suppose
from banheng.core.errors import MalformedNumber
from banheng.web.bureau_loading import bureau_page
from banheng.web.indicators.loading import choose

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.http import HttpRequest, HttpResponse

    from banheng.accounts.bureau_access import BureauAccess
    from banheng.bureau.collecting.figures import Counted
    from banheng.bureau.standing.county import Standing

FURTHEST = 3
"""A slider ends at so many times what the school has."""


@dataclass(frozen=True)
class Slider:
    """One figure of the school that can be moved, in whole pieces."""

    column: str
    name: str
    now: str
    value: str
    most: int


@bureau_page(Permission.SEE_BUREAU)
def whatif(request: HttpRequest, access: BureauAccess) -> HttpResponse:
    """Show the sliders of a school, and what they lead to."""
    choice = choose(request, access)
    standing = choice.standing
    shown = choice.shown("whatif") | {"standing": standing}
    if standing is None or not standing.counted:
        return render(request, "indicators/whatif.html", shown)
    code = request.GET.get("school", "")
    own = next((each for each in standing.counted if each.filing.school.code == code), standing.counted[0])
    given = {column: text for column, text in request.GET.items() if _is_figure(text)}
    sliders = _sliders(standing, own, given)
    moved = {each.column: each.value for each in sliders if each.value != each.now}
    supposed = suppose(standing, own.filing.school_id, moved)
    shown |= {
        "own": own,
        "sliders": sliders,
        "moved": [each for each in sliders if each.column in moved],
        "rows": _rows(standing, supposed),
    }
    return render(request, "indicators/whatif.html", shown)


def _sliders(standing: Standing, own: Counted, given: Mapping[str, str]) -> list[Slider]:
    cells = own.filing.counted_cells or {}
    needed = {code for each in standing.regime.indicators for code in (each.stock, each.less)}
    fields = [field for field in fields_of(standing.collection, cells) if field.stock.code in needed]
    columns = [STUDENTS[level] for level in levels_of(cells)] + [field.column for field in fields]
    found = []
    for column in columns:
        now = cells.get(column, "0")
        most = max(int(read_exact(now)) * FURTHEST, 10)
        name = name_of(standing.collection, column)
        found.append(Slider(column, name, now, given.get(column, now), most))
    return found


def _rows(before: Standing, after: Standing) -> list[dict[str, Any]]:
    rows = []
    for was in before.compared:
        now = after.of(was.level, was.indicator.code)
        if was.variation is None or now is None or now.variation is None:
            continue
        change = now.variation.cv - was.variation.cv
        rows.append(
            {
                "was": was,
                "now": now,
                "change": change,
                "is_other": change != 0,
                "crosses": was.passes is not now.passes,
            }
        )
    return rows


def _is_figure(text: str) -> bool:
    try:
        return read_exact(text) >= Fraction(0)
    except MalformedNumber:
        return False
