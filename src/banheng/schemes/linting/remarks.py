"""What a reader of the scheme should see, though nothing is wrong with it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from banheng.core.findings import Severity
from banheng.core.points import UNITS, format_units
from banheng.rules.node import Node
from banheng.rules.tally import Tally
from banheng.schemes.linting.check import Found, check, complete
from banheng.schemes.walking import Path_, nodes

if TYPE_CHECKING:
    from collections.abc import Iterator

    from banheng.schemes.scheme import Scheme

_CODE = re.compile(r"[a-z][a-z0-9_]*")
_SCHEME_CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]*")
_CATALOGUE_CLAUSE = re.compile(r"\d{3}-[A-Z]+-\d{2,}")


@check(
    "L902",
    Severity.NOTE,
    "代码“{code}”不是小写英文加下划线，写进表格和网址时容易出错。建议改成如 class_meeting 的写法。",
    "the code '{code}' is not lower-case ASCII with underscores, which is easily mistyped. Write it as class_meeting.",
)
def code_form(scheme: Scheme) -> Found:
    """Codes are lower-case ASCII words; names and levels are written as people say them."""
    if not _SCHEME_CODE.fullmatch(scheme.scheme):
        yield ("scheme",), {"code": scheme.scheme}
    for path, code in _codes(scheme):
        if not _CODE.fullmatch(code):
            yield path, {"code": code}


def _codes(scheme: Scheme) -> Iterator[tuple[Path_, str]]:
    for path, node in nodes(scheme, Node):
        code = getattr(node, "code", None)
        if isinstance(code, str):
            yield (*path, "code"), code
        if isinstance(node, Tally):
            yield from (((*path, "events", event), event) for event in node.events)


@check(
    "L903",
    Severity.NOTE,
    "条款号“{clause}”与本方案其他条款号（如 {other}）写法不同。请核对。",
    "the clause '{clause}' is not written as the others of this scheme ({other}). Check it.",
)
def clause_form(scheme: Scheme) -> Found:
    """Clauses are cited in one form, so that they are found again."""
    cited = [(path, clause) for path, node in nodes(scheme, Node) for clause in node.clause]
    regular = next((clause for _, clause in cited if _CATALOGUE_CLAUSE.fullmatch(clause)), None)
    for path, clause in cited:
        if regular and not _CATALOGUE_CLAUSE.fullmatch(clause):
            yield (*path, "clause"), {"clause": clause, "other": regular}


@check(
    "L904",
    Severity.NOTE,
    "政策没有写明，本方案假定：{assumption}",
    "the policy is silent, the scheme assumes: {assumption}",
)
def assumption(scheme: Scheme) -> Found:
    """Whatever was decided where the policy is silent is listed."""
    for path, node in nodes(scheme, Node):
        if node.assumption:
            yield (*path, "assumption"), {"assumption": node.assumption}


@check(
    "L905",
    Severity.NOTE,
    "总分满分是 {full}，不是 100。要换算为百分制请写 scale_to: 100。",
    "the full total is {full}, not 100. Write scale_to: 100 to convert it.",
)
def unusual_total(scheme: Scheme) -> Found:
    """A total that is not out of 100 is easily misread.

    Source: 000-E, whose parts add up to 145 without a stated total.
    """
    if complete((scheme.full_points, scheme.scale_to)) and scheme.full_total != 100 * UNITS:
        yield ("full_points",), {"full": format_units(scheme.full_total)}
