"""`banheng scheme`: commands about schemes."""

from __future__ import annotations

import click

from banheng.cli.command import Group, Member
from banheng.core.wording import Wording

MEMBERS = {
    "lint": Member(
        "banheng.cli.scheme_lint:lint_schemes",
        "检查方案有没有矛盾、空白和写不通的地方",
        "Find what a scheme contradicts or leaves open",
    ),
    "draft": Member(
        "banheng.cli.scheme_draft:draft_scheme",
        "把学校的方案文件起草成方案",
        "Draft a scheme from a school's document",
    ),
    "show": Member(
        "banheng.cli.scheme_show:show_scheme", "把方案列成表来读", "Show a scheme as a table to read"
    ),
    "list": Member(
        "banheng.cli.scheme_library:list_schemes", "列出方案库", "List the schemes of the library"
    ),
    "copy": Member(
        "banheng.cli.scheme_library:copy_scheme",
        "从方案库复制一份，供学校修改",
        "Copy a scheme of the library to start from",
    ),
    "template": Member(
        "banheng.cli.scheme_template:write_scheme_template",
        "生成填报考核记录的 XLSX 模板",
        "Write an XLSX template for evidence",
    ),
}
WORDING = Wording(
    "检查、查看、复制考核方案，生成填报模板。", "Check, show and copy schemes, write templates."
)
EXAMPLES = (
    "banheng scheme list",
    "banheng scheme copy primary-month scheme.yaml",
    "banheng scheme lint scheme.yaml",
)


@click.group(cls=Group, wording=WORDING, examples=EXAMPLES, members=MEMBERS)
def scheme() -> None:
    """Run a command about schemes."""
