"""What a collection may ask for: the stocks of all regimes and standards, and some figures beside them."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from django.utils.translation import gettext, gettext_lazy

from banheng.balance.loading import list_regimes, list_standards
from banheng.balance.schools import Area, Level, Runner, SchoolType
from banheng.balance.splitting import Division, Stock
from banheng.bureau.errors import BureauRefused
from banheng.bureau.library import regime_of, standard_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from django.utils.functional import _StrPromise

USUAL = "2017"
"""The regime whose columns a new collection begins with."""

BESIDE = (
    Stock("classes", "班级数", Division.BY_LEVEL),
    Stock("staff", "教职工数", Division.BY_LEVEL),
)
PARTS = {
    "above_std_teachers": "teachers",
    "backbone_teachers": "teachers",
    "pe_art_teachers": "teachers",
    "mid_or_higher_teachers": "teachers",
    "teachers": "staff",
}
"""What cannot be more than what it is a part of, where both are asked for."""

FACTS: Mapping[str, _StrPromise] = {
    "type": gettext_lazy("学校类型"),
    "runner": gettext_lazy("举办者"),
    "area": gettext_lazy("城乡"),
    "town": gettext_lazy("乡镇（街道）"),
}
STUDENTS: Mapping[Level, str] = {level: f"{level.value}_students" for level in Level}
LEVEL_NAMES: Mapping[Level, _StrPromise] = {
    Level.PRIMARY: gettext_lazy("小学"),
    Level.JUNIOR: gettext_lazy("初中"),
    Level.SENIOR: gettext_lazy("高中"),
}
TYPE_NAMES: Mapping[SchoolType, _StrPromise] = {
    SchoolType.PRIMARY: gettext_lazy("小学"),
    SchoolType.JUNIOR: gettext_lazy("初级中学"),
    SchoolType.NINE_YEAR: gettext_lazy("九年一贯制学校"),
    SchoolType.COMPLETE_SECONDARY: gettext_lazy("完全中学"),
    SchoolType.TWELVE_YEAR: gettext_lazy("十二年一贯制学校"),
    SchoolType.TEACHING_POINT: gettext_lazy("教学点"),
    SchoolType.SENIOR: gettext_lazy("高级中学"),
    SchoolType.SPECIAL: gettext_lazy("特殊教育学校"),
    SchoolType.VOCATIONAL: gettext_lazy("中等职业学校"),
}
RUNNER_NAMES: Mapping[Runner, _StrPromise] = {
    Runner.COUNTY: gettext_lazy("县级"),
    Runner.ABOVE_COUNTY: gettext_lazy("省市属"),
    Runner.PRIVATE: gettext_lazy("民办"),
}
AREA_NAMES: Mapping[Area, _StrPromise] = {
    Area.URBAN: gettext_lazy("城区"),
    Area.TOWN: gettext_lazy("镇区"),
    Area.RURAL: gettext_lazy("乡村"),
}
_OWN = re.compile(r"([a-z][a-z0-9_]{0,39})\s+(\S.{0,39})")


@cache
def catalogue() -> Mapping[str, Stock]:
    """List every column that may be asked for, those of the usual regime first."""
    found: dict[str, Stock] = {}
    regimes = sorted(list_regimes(), key=lambda code: code != USUAL)
    for stock in [each for code in regimes for each in regime_of(code).stocks()]:
        found.setdefault(stock.code, stock)
    for standard in map(standard_of, list_standards()):
        for stock in standard.stocks():
            found.setdefault(stock.code, stock)
        for leaf in standard.leaves():
            # a blank of a policy has no name that a school could answer to
            if not leaf.stock and any(limit.figure for limit in leaf.limits):
                found.setdefault(leaf.code, Stock(leaf.code, leaf.name, Division.BY_LEVEL))
    return found | {each.code: each for each in BESIDE if each.code not in found}


def usual_columns() -> list[str]:
    """List what a new collection asks for."""
    return [stock.code for stock in regime_of(USUAL).stocks()]


def read_own(text: str) -> list[Stock]:
    """Read columns of the bureau's own: a code and a name on each line.

    Raises:
        BureauRefused: a line that is no code and name, or a code that is taken.
    """
    found: list[Stock] = []
    for line in filter(None, map(str.strip, text.splitlines())):
        match = _OWN.fullmatch(line)
        taken = {*catalogue(), *FACTS, *STUDENTS.values(), *(each.code for each in found)}
        if match is None or match[1] in taken:
            raise BureauRefused(
                "column",
                gettext(
                    "自定栏目“%(line)s”读不懂，或代码已经用过。每行写一个：先写小写英文代码，空一格，再写名称。"
                )
                % {"line": line},
            )
        found.append(Stock(match[1], match[2], Division.BY_WEIGHTS))
    return found


def as_kept(stocks: Iterable[Stock]) -> list[list[str]]:
    """Give columns as a collection keeps them."""
    return [[each.code, each.name, each.division.value, each.inside] for each in stocks]
