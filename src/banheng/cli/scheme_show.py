"""`banheng scheme show`."""

from __future__ import annotations

import shutil
import sys

import click

from banheng.cli.command import command
from banheng.cli.inputs import read_scheme, scheme_argument
from banheng.cli.leaving import FINE
from banheng.cli.printing import give
from banheng.core.wording import Language
from banheng.schemes.showing import show_text

PAPER_WIDTH = 120


@command(
    "把方案列成表来读：指标、考核项、规则、依据，等次和津贴。\n"
    "没有填写的数值显示为 ____。可与学校原文逐条核对。",
    "Show a scheme as a table to read beside the policy: indicators, items, rules, clauses,\n"
    "ratings and pay. Figures that are left open are shown as ____.",
    examples=("banheng scheme show scheme.yaml", "banheng scheme show primary-month"),
)
@scheme_argument
@click.pass_obj
def show_scheme(language: Language, scheme: str) -> int:
    """Show a scheme."""
    width = shutil.get_terminal_size().columns if sys.stdout.isatty() else PAPER_WIDTH
    give(show_text(read_scheme(scheme), language, width=width))
    return FINE
