"""`banheng balance`: how far the schools of a county differ."""

from __future__ import annotations

from pathlib import Path

import click

from banheng.cli.command import Group, Member
from banheng.core.wording import Wording

MEMBERS = {
    "variation": Member(
        "banheng.cli.balance_variation:variation",
        "一项指标的差异系数（按学生数加权）",
        "The student-weighted coefficient of variation of one stock",
    ),
    "split": Member(
        "banheng.cli.balance_variation:split",
        "把一贯制学校、完全中学的总量拆到各学段",
        "Divide the stock of combined schools among their levels",
    ),
    "composite": Member(
        "banheng.cli.balance_verdict:composite",
        "综合差异系数（2012 年办法）",
        "The composite coefficient, as the regime of 2012 tests it",
    ),
    "verdict": Member(
        "banheng.cli.balance_verdict:verdict",
        "按 2012 或 2017 年办法判定一县或多县",
        "Judge one or many counties by a regime",
    ),
    "schools": Member(
        "banheng.cli.balance_schools:schools",
        "逐校对照办学标准，指出可疑数值",
        "Compare each school with a standard, and point out odd figures",
    ),
    "influence": Member(
        "banheng.cli.balance_influence:influence",
        "哪所学校影响差异系数，影响多少",
        "Which school moves a coefficient, and by how much",
    ),
    "trend": Member(
        "banheng.cli.balance_influence:trend",
        "差异系数逐年变化，超限之前预警",
        "How coefficients move over the years, with a warning before a limit is crossed",
    ),
    "retention": Member(
        "banheng.cli.balance_retention:retention",
        "三年巩固率，两种算法",
        "Three-year retention, by both formulas in use",
    ),
    "plan": Member(
        "banheng.cli.balance_plan:plan",
        "怎样以最少的钱全部达标",
        "The cheapest additions after which everything passes",
    ),
}
EXAMPLES = (
    "banheng balance verdict 全县学校.xlsx --regime 2017",
    "banheng balance variation schools.csv --students students --stock books",
    "banheng balance schools schools.csv --standard 2017",
)


class Balance(Group):
    """A file instead of a command is judged: the short form of `verdict`."""

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        first = Path(args[0]) if args else Path()
        if first.name not in self.members and (first.suffix or first.is_file()):
            args = ["verdict", *args]
        return super().resolve_command(ctx, args)


@click.group(
    cls=Balance,
    wording=Wording(
        "义务教育均衡：差异系数、达标判定、逐校对照、影响与趋势、补齐方案。\n"
        "文件可以是 CSV 或 XLSX，表头用中文、英文均可。\n"
        "不写命令、只写文件和 --regime，就是 verdict。",
        "Balanced development: coefficients of variation, verdicts, standards, influence, trends and plans.\n"
        "Files may be CSV or XLSX, with Chinese or English headers.\n"
        "A file and --regime without a command are judged by `verdict`.",
    ),
    examples=EXAMPLES,
    members=MEMBERS,
)
def balance() -> None:
    """Run a command about balance."""
