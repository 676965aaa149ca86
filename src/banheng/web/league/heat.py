from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.shortcuts import render
from django.utils.translation import gettext

from banheng.accounts.roles import Permission
from banheng.assessment.live import live_sheet, results_by_class
from banheng.core.points import format_units
from banheng.schools.classes import classes_on
from banheng.web.choosing import choose_period, shows_results
from banheng.web.league.tables import own_codes
from banheng.web.loading import school_page

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.http import HttpRequest, HttpResponse

    from banheng.accounts.access import Access
    from banheng.schemes.scheme import Item
    from banheng.schools.models import ClassYear
    from banheng.web.choosing import Choice


@dataclass(frozen=True, slots=True)
class HeatRow:
    """A class and what it lacks to the full points of each item, in units; None where the item does not apply."""

    class_year: ClassYear
    lacking: Sequence[int | None]


@school_page(Permission.SEE_LEAGUE)
@shows_results
def heat(request: HttpRequest, access: Access) -> HttpResponse:
    """Show where points are lost: class by item."""
    choice = choose_period(request, access)
    shown: dict[str, Any] = {"choice": choice, "own": own_codes(access), "tab": "heat"}
    if choice and choice.scored.period.kind is choice.scored.scheme.period:
        items = [
            item
            for indicator in choice.scored.scheme.indicators
            if not indicator.outside_total
            for item in indicator.all_items()
            if item.full_points
        ]
        rows = _rows(access, choice, items)
        shown |= {"items": items, "rows": rows, "chart": _chart(items, rows)}
    return render(request, "league/heat.html", shown)


def _rows(access: Access, choice: Choice, items: Sequence[Item]) -> list[HeatRow]:
    results = results_by_class(live_sheet(choice.scored))
    rows = []
    for class_year in classes_on(access.school, min(choice.scored.period.last, access.day)):
        result = results.get(class_year.school_class.code)
        if result is not None:
            parts = [(item, result.items[item.code]) for item in items]
            lacking = [
                max(0, (item.full_points or 0) - part.points) if part.applies else None
                for item, part in parts
            ]
            rows.append(HeatRow(class_year, lacking))
    return rows


def _chart(items: Sequence[Item], rows: Sequence[HeatRow]) -> dict[str, Any]:
    return {
        "columns": [item.name for item in items],
        "rows": [row.class_year.name for row in rows],
        "cells": [
            [column, number, None if units is None else format_units(units)]
            for number, row in enumerate(rows)
            for column, units in enumerate(row.lacking)
        ],
        "unit": gettext("分"),
    }
