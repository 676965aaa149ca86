"""`banheng balance retention`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from banheng.balance.exact import written
from banheng.balance.retention import RETENTIONS
from banheng.balance.variation import NothingToCompare
from banheng.cli.balance_inputs import COUNTY, file_argument, shown, table_or_json
from banheng.cli.command import command
from banheng.cli.leaving import FINE
from banheng.cli.printing import give, give_json
from banheng.core.wording import Language, Wording
from banheng.spreadsheets.balance_cohorts import read_cohorts
from banheng.spreadsheets.result_report import Cell, Table
from banheng.spreadsheets.result_table import columns_text

if TYPE_CHECKING:
    from fractions import Fraction

    from banheng.balance.retention import Cohort

SCHOOL = Wording("学校", "School")
FORMS = {
    "of_expected": Wording("毕业 ÷（入学＋转入－转出－死亡）", "graduates / (intake + in - out - deaths)"),
    "of_intake": Wording("（毕业－转入＋转出）÷（入学－死亡）", "(graduates - in + out) / (intake - deaths)"),
}


@command(
    "初中三年巩固率，两种算法都列出：各地用的不同，得数也不同。\n"
    "文件要有入学人数、毕业人数，转入、转出、死亡人数不写则为 0。",
    "Three-year retention by both formulas that are in use; they give different numbers.\n"
    "The columns are intake and graduates; transfers_in, transfers_out and deaths may be left out.",
    examples=("banheng balance retention 各校毕业生.xlsx",),
)
@file_argument
@table_or_json
@click.pass_obj
def retention(language: Language, file: Path, form: str) -> int:
    """Tell both forms of retention."""
    cohorts = read_cohorts(file)
    if form == "json":
        give_json(
            [
                {
                    "county": each.county,
                    "school": each.school,
                    **{
                        name: None if (found := _share(name, each.cohort)) is None else written(found)
                        for name in RETENTIONS
                    },
                }
                for each in cohorts
            ]
        )
        return FINE
    rows: list[list[Cell]] = [
        [each.county, each.school, *(_percent(_share(name, each.cohort)) for name in RETENTIONS)]
        for each in cohorts
    ]
    header = [each.say(language) for each in (COUNTY, SCHOOL, *FORMS.values())]
    give(columns_text(Table("", header, rows)))
    return FINE


def _share(name: str, cohort: Cohort) -> Fraction | None:
    try:
        return RETENTIONS[name](cohort)
    except NothingToCompare:
        return None


def _percent(share: Fraction | None) -> str:
    return "—" if share is None else f"{shown(share * 100, 2)}%"
