"""What the commands about balance share: options, reading, and figures for people and programs."""

from __future__ import annotations

from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import click

from banheng.balance.coefficient import Coefficient
from banheng.balance.exact import rounded
from banheng.balance.schools import Level
from banheng.balance.splitting import units_of
from banheng.balance.variation import NothingToCompare
from banheng.balance.verdict import Place, Verdict, by_place, coefficients_of, judge
from banheng.cli.command import argument, option
from banheng.cli.leaving import say_findings
from banheng.cli.printing import give_findings_json, say
from banheng.cli.refusing import refuse
from banheng.core.errors import FaultsFound
from banheng.core.wording import Language, Wording
from banheng.spreadsheets.balance_columns import LEVEL, LEVEL_NAMES
from banheng.spreadsheets.balance_file import Wanted, read_schools
from banheng.spreadsheets.balance_statistics import has_statistics, read_statistics

if TYPE_CHECKING:
    from collections.abc import Callable
    from decimal import Decimal
    from fractions import Fraction

    from banheng.balance.regime import Regime
    from banheng.balance.schools import Unit

SHOWN_PLACES = 3

ASSUMED_LEVEL = Wording(
    "文件没有“学段”一列，按{level}计算。不是的话请加 --level。",
    "the file does not tell the level; {level} is taken. If it is another, say so with --level.",
)
NOTHING = Wording(
    "{place}{indicator}：学生总数或总量为 0，差异系数没有意义。请核对。",
    "{place}{indicator}: no students, or nothing to compare; the coefficient is not defined. Check the figures.",
)
NOBODY = Wording(
    "按 {regime} 年办法的范围，文件里没有一所学校参加计算。请核对学校类型和举办者。",
    "no school of the file is in the scope of the regime {regime}. Check their types and who runs them.",
)
YES_NO = {True: Wording("达标", "met"), False: Wording("未达标", "not met"), None: Wording("—", "—")}
COUNTY, LEVEL_WORD, INDICATOR = (
    Wording("县区", "County"),
    Wording("学段", "Level"),
    Wording("指标", "Indicator"),
)

file_argument = argument(
    "file", "CSV 或 XLSX 文件", "a CSV or XLSX file", metavar="FILE", type=click.Path(path_type=Path)
)
_table_or_json = option(
    "--format",
    "form",
    zh="输出格式；不写为 table。",
    en="Form of the output; table if not given.",
    type=click.Choice(["table", "json"]),
    default="table",
)


def table_or_json(function: Callable[..., int]) -> Callable[..., int]:
    """Add the option of the form; with JSON, what is refused goes to stdout as well."""

    @wraps(function)
    def give_findings(*arguments: Any, **named: Any) -> int:
        try:
            return function(*arguments, **named)
        except FaultsFound as refused:
            if named["form"] == "json":
                give_findings_json(refused.findings)
            raise

    found: Callable[..., int] = _table_or_json(give_findings)
    return found


level_option = option(
    "--level",
    zh="文件没有学段一列时，按哪个学段。",
    en="The level of rows that do not tell it.",
    type=click.Choice(["primary", "junior"]),
)


def regime_option(default: str | None = None) -> Callable[[Any], Any]:
    """Declare by which regime."""
    return option(
        "--regime",
        zh="按哪个办法：2012（基本均衡）、2017（优质均衡），或一个 YAML 文件。",
        en="By which regime: 2012, 2017, or a YAML file.",
        metavar="REGIME",
        required=default is None,
        default=default,
    )


class Read(NamedTuple):
    """What a file about counties says: coefficients by place, and its schools if it is about schools."""

    coefficients: dict[Place, dict[str, Coefficient]]
    units: dict[Place, list[Unit]]


def read_units(file: Path, regime: Regime, level: str | None, language: Language) -> dict[Place, list[Unit]]:
    """Read schools and sort those in scope by place."""
    wanted = Wanted(regime.stocks(), level=Level(level or Level.PRIMARY))
    read = read_schools(file, wanted)
    say_findings(read.findings, language)
    weights = regime.weights.by_level()
    units = [unit for school in read.schools for unit in units_of(school, weights, wanted.stocks)]
    tells = {LEVEL.name, "type", "primary_students", "junior_students"} & read.headers
    say_assumed_level(level, is_told=bool(tells), language=language)
    places = by_place(regime, units)
    if not places:
        raise refuse("E030", str(file), NOBODY, regime=regime.regime)
    return places


def read_places(file: Path, regime: Regime, level: str | None, language: Language) -> Read:
    """Read statistics of counties, or schools and compute from them."""
    if has_statistics(file):
        read = read_statistics(file, regime, Level(level or Level.PRIMARY))
        say_findings(read.findings, language)
        say_assumed_level(level, is_told=read.has_level, language=language)
        return Read(read.coefficients, {})
    places = read_units(file, regime, level, language)
    return Read({place: compute(regime, place, units) for place, units in places.items()}, places)


def compute(regime: Regime, place: Place, units: list[Unit]) -> dict[str, Coefficient]:
    """Compute all coefficients of a place; what has none is refused by name."""
    try:
        return coefficients_of(regime, units)
    except NothingToCompare:
        empty = [each for each in regime.indicators if not any(each.stock_of(unit) for unit in units)]
        raise refuse(
            "E031",
            "FILE",
            NOTHING,
            place=f"{place.county}{LEVEL_NAMES[place.level]}",
            indicator="、".join(each.name for each in empty),
        ) from None


def verdicts(file: Path, regime: Regime, level: str | None, language: Language) -> list[Verdict]:
    """Read a file and judge every place in it."""
    read = read_places(file, regime, level, language)
    return [judge(regime, place, coefficients) for place, coefficients in read.coefficients.items()]


def say_assumed_level(level: str | None, *, is_told: bool, language: Language) -> None:
    """Remark that a level was taken that nobody has told."""
    if level is None and not is_told:
        say(ASSUMED_LEVEL.say(language, level=level_name(Level.PRIMARY, language)))


def level_name(level: Level, language: Language) -> str:
    """Name a level."""
    return LEVEL_NAMES[level] if language is Language.ZH_HANS else level.value


def shown(figure: Fraction | Decimal, places: int = SHOWN_PLACES) -> Decimal:
    """Round a figure for people."""
    return rounded(figure, places)
