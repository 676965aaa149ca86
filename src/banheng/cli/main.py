"""The `banheng` command."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, Any

import click

from banheng import __version__
from banheng.cli.command import Group, Member, Option
from banheng.cli.language import choose_language
from banheng.cli.leaving import leave_with
from banheng.core.wording import Wording

if TYPE_CHECKING:
    from collections.abc import Sequence

MEMBERS = {
    "score": Member("banheng.cli.score:score", "按方案计算一个周期的考核结果", "Score a period by a scheme"),
    "explain": Member(
        "banheng.cli.explain:explain",
        "说明一个人的每一分从哪里来",
        "Show where every point of one person comes from",
    ),
    "what-if": Member(
        "banheng.cli.what_if:what_if",
        "用另一个方案试算，看谁受影响",
        "Try another scheme on the same evidence",
    ),
    "scheme": Member(
        "banheng.cli.scheme:scheme",
        "检查、查看、复制考核方案，生成填报模板",
        "Check, show and copy schemes, write templates",
    ),
    "duty": Member(
        "banheng.cli.duty:duty",
        "查看班主任常规，列出到期日",
        "Check duty packs, and list the days on which duties are due",
    ),
    "balance": Member(
        "banheng.cli.balance:balance",
        "义务教育均衡：差异系数、达标判定、补齐方案",
        "Balanced development: coefficients, verdicts, plans",
    ),
    "eligibility": Member(
        "banheng.cli.eligibility:eligibility",
        "判断谁可以、谁必须：任职、证书、培训、退出",
        "Tell who may and who must: posts, certificates, training, exits",
    ),
    "bundle": Member(
        "banheng.cli.bundle:bundle",
        "把一期结果连同依据装成可核验的文件",
        "Pack a result with all that it rests on, to be verified anywhere",
    ),
    "verify": Member(
        "banheng.cli.verify:verify_bundle",
        "核验结果：内容、签名，并重新计算",
        "Verify a bundle: contents, signature, and computed again",
    ),
    "example": Member(
        "banheng.cli.example:example", "用示例学校算一个月", "Score a month of the example school"
    ),
    "demo": Member("banheng.cli.site:demo", "打开示例学校的网站", "Open the site with a demo school"),
    "serve": Member("banheng.cli.site:serve", "运行学校网站", "Run the site of a school"),
    "backup": Member("banheng.cli.site:backup", "备份学校网站", "Back up the site of a school"),
    "restore": Member("banheng.cli.site:restore", "从备份恢复网站", "Restore the site from a backup"),
    "manage": Member("banheng.cli.site:manage", "网站的管理命令", "Administer the site"),
    "ledger": Member("banheng.cli.site:ledger", "核对记录是否被改动", "Check the ledger of records"),
    "survey": Member(
        "banheng.cli.site:survey", "试着找出调查里谁答了什么", "Try to find out who answered what in surveys"
    ),
}
WORDING = Wording(
    "班衡：学校的班主任考核方案怎么写，就怎么算，\n每一分从哪里来都查得到。\n\n"
    "结果写到标准输出，提示写到标准错误。\n"
    "退出码：0 正常；1 内容有错，没有计算；\n2 命令写法不对，或文件无法读取。",
    "Banheng scores homeroom teachers exactly as a school's policy says, and explains every point.\n\n"
    "Results go to stdout, words to stderr.\n"
    "Exit codes: 0 fine, 1 input refused or errors found, 2 wrong usage or unreadable file.",
)
VERSION = Wording("显示版本。", "Show the version and exit.")
EXAMPLES = (
    "banheng demo",
    "banheng example",
    "banheng scheme list",
    "banheng score primary-month --evidence evidence.xlsx --roster roster.xlsx --period 2026-10",
    "banheng score --help",
)


class Main(Group):
    """The outermost group: chooses the language and turns every end into an exit code."""

    def main(self, args: Sequence[str] | None = None, prog_name: str | None = None, **extra: Any) -> Any:  # type: ignore[override]
        arguments = list(sys.argv[1:] if args is None else args)
        language = choose_language(arguments, os.environ)
        extra |= {"standalone_mode": False, "obj": language}
        run = super().main
        sys.exit(leave_with(lambda: run(arguments, prog_name or "banheng", **extra), language))


@click.group("banheng", cls=Main, wording=WORDING, examples=EXAMPLES, members=MEMBERS)
@click.version_option(
    __version__, prog_name="banheng", message="%(prog)s %(version)s", cls=Option, wording=VERSION
)
def main() -> None:
    """Run a command."""
