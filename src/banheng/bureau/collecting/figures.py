"""Filings as the schools that statistics compare."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from banheng.balance.schools import Level, School
from banheng.balance.splitting import units_of
from banheng.bureau.collecting.columns import FACTS, STUDENTS, USUAL
from banheng.bureau.library import regime_of
from banheng.spreadsheets.balance_columns import SCHOOL_COLUMNS
from banheng.spreadsheets.balance_file import Wanted, school_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from banheng.balance.schools import Unit
    from banheng.balance.splitting import Stock
    from banheng.bureau.collecting.models import Collection, Filing
    from banheng.spreadsheets.faults import Fault


class Field(NamedTuple):
    """One cell of a filing: its column, the stock, and the level where it is counted by level."""

    column: str
    stock: Stock
    level: Level | None


class Counted(NamedTuple):
    """A school of a collection, and the filing it comes from."""

    filing: Filing
    school: School


def all_columns(stocks: Sequence[Stock]) -> list[str]:
    """List the columns of a filing: facts, students, totals, and totals by level."""
    totals = [code for each in stocks for code in (each.code, *(f"{each.code}_{level}" for level in Level))]
    return [*FACTS, *STUDENTS.values(), *totals]


def read_cells(
    cells: Mapping[str, str],
    stocks: Sequence[Stock],
    *,
    name: str,
    county: str = "",
    year: str = "",
    complete: bool = False,
) -> tuple[School, list[Fault]]:
    """Read the cells of a filing as a row of the file of schools, with what is wrong in them."""
    faults: list[Fault] = []
    blank = dict.fromkeys([column.name for column in SCHOOL_COLUMNS] + all_columns(stocks), "")
    row = {**blank, **cells, "school": name, "county": county, "year": year, "row": 0}
    headers = frozenset({*STUDENTS.values(), "type", "school"})
    school = school_of(row, Wanted(stocks, complete=complete), headers, faults)
    return school, faults


def schools_of(filings: Iterable[Filing], collection: Collection) -> list[Counted]:
    """Read the filings that count."""
    stocks, county, year = collection.stocks, collection.bureau.name, str(collection.year)
    found = []
    for filing in filings:
        cells = filing.counted_cells
        if cells is not None:
            school, _ = read_cells(cells, stocks, name=filing.school.name, county=county, year=year)
            found.append(Counted(filing, school))
    return found


def units_in(schools: Iterable[School], stocks: Sequence[Stock]) -> list[Unit]:
    """Divide schools by level."""
    weights = regime_of(USUAL).weights.by_level()
    return [unit for school in schools for unit in units_of(school, weights, stocks)]
