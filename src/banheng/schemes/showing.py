"""Show a scheme as tables that a colleague can lay beside the policy and read."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from rich import box
from rich.console import Console, Group
from rich.table import Table
from rich.text import Text

from banheng.rules.node import Node
from banheng.schemes.describing_honours import describe_consequence, describe_honour
from banheng.schemes.describing_outcomes import (
    ROUNDINGS,
    describe_decisions,
    describe_effect,
    describe_eligibility,
    describe_ranking,
    describe_rating,
    describe_trigger,
)
from banheng.schemes.describing_pay import describe_allowance, describe_pay
from banheng.schemes.describing_rules import describe_rule
from banheng.schemes.speaking import PERIODS, Speaker
from banheng.schemes.walking import nodes

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rich.console import RenderableType

    from banheng.core.wording import Language
    from banheng.schemes.allowances import Allowance, Pay
    from banheng.schemes.loading import SchemeFile
    from banheng.schemes.rating import Ranking, Rating
    from banheng.schemes.scheme import Indicator, Item, Scheme
    from banheng.schemes.walking import Path_

_INDENT = "  "


def show(file: SchemeFile, language: Language) -> RenderableType:
    """Lay out a scheme for a terminal; figures that are left open are `____`."""
    speaker, scheme = Speaker(language), file.scheme
    return Group(
        Text(scheme.title, style="bold"),
        *(Text(line) for line in _head(scheme, speaker)),
        "",
        _tree(scheme, speaker),
        *_across(scheme, speaker),
        *_vetoes(scheme, speaker),
        *_outcome(scheme.ranking, scheme.ratings, scheme.allowances, scheme.pay, speaker),
        *_longer(scheme, speaker),
        *_honours(scheme, speaker),
        *_consequences(scheme, speaker),
        *_assumptions(file, speaker),
        *_blanks(file, speaker),
    )


def show_text(file: SchemeFile, language: Language, *, width: int = 120) -> str:
    """Give the same as plain text, columns aligned for Chinese characters too."""
    stream = io.StringIO()
    console = Console(file=stream, width=width, no_color=True, highlight=False, legacy_windows=False)
    console.print(show(file, language))
    return "\n".join(line.rstrip() for line in stream.getvalue().splitlines()) + "\n"


def _head(scheme: Scheme, speaker: Speaker) -> Iterator[str]:
    period = speaker.name(PERIODS[scheme.period])
    full = speaker.say("满分 {full}", "{full} full points", full=scheme.full_points)
    converted = ""
    if scheme.scale_to is not None:
        converted = speaker.say("换算为 {scale} 分", "converted to {scale}", scale=scheme.scale_to)
    rounding = speaker.say(
        "保留 {places} 位小数，{mode}",
        "rounded to {places} decimals, {mode}",
        places=str(scheme.rounding.places),
        mode=speaker.name(ROUNDINGS[scheme.rounding.mode]),
    )
    each = speaker.say("每{period}一次", "each {period}", period=period)
    yield speaker.join(
        [scheme.scheme, each, full, *speaker.limits(scheme.floor, scheme.cap), converted, rounding]
    )
    source = [scheme.source.document or "", *scheme.source.clauses]
    if any(source):
        yield speaker.say("出处 {source}", "source {source}", source=" ".join(filter(None, source)))


def _table(*columns: str) -> Table:
    table = Table(box=box.SIMPLE_HEAD, padding=(0, 1), show_edge=False)
    for column in columns:
        table.add_column(column, overflow="fold")
    return table


def _tree(scheme: Scheme, speaker: Speaker) -> Table:
    table = _table(
        speaker.say("考核项", "part"),
        speaker.say("满分", "full points"),
        speaker.say("计分规则", "rule"),
        speaker.say("条款", "clause"),
    )
    table.columns[1].justify = "right"
    for indicator in scheme.indicators:
        _add_indicator(table, indicator, 0, speaker)
    return table


def _add_indicator(table: Table, indicator: Indicator, depth: int, speaker: Speaker) -> None:
    outside = speaker.say("另计", "on top of the total") if indicator.outside_total else ""
    start = speaker.say("从满分起扣", "starts from full points") if indicator.start == "full" else ""
    rule = speaker.join([outside, start, *speaker.limits(indicator.floor, indicator.cap)])
    table.add_row(
        Text(f"{_INDENT * depth}{indicator.name} {indicator.code}", style="bold"),
        _full(indicator, speaker),
        Text(rule),
        _clauses(indicator),
    )
    for part in indicator.indicators:
        _add_indicator(table, part, depth + 1, speaker)
    for item in indicator.items:
        lines = "\n".join(describe_rule(item.rule, speaker))
        above = speaker.say("可超过满分", "may exceed the full points") if item.may_exceed else ""
        table.add_row(
            Text(f"{_INDENT * (depth + 1)}{item.name} {item.code}"),
            _full(item, speaker),
            Text("\n".join(filter(None, [above, *_records(item, speaker), lines]))),
            _clauses(item, item.rule),
        )


def _records(item: Item, speaker: Speaker) -> Iterator[str]:
    """Say whose records count, where it is not the usual."""
    if item.evidence is not None:
        yield speaker.say("用“{item}”的记录", "by the records of {item}", item=item.evidence)
    if item.answers == "homeroom_teacher":
        yield speaker.say(
            "他人代理期间也由班主任负责", "the homeroom teacher answers though somebody stands in"
        )


def _full(part: Indicator | Item, speaker: Speaker) -> str:
    weight = "" if part.weight is None else f"× {speaker.figure(part.weight)}%"
    return " ".join(filter(None, [speaker.figure(part.full_points), weight]))


def _clauses(*parts: Node) -> str:
    return "\n".join(dict.fromkeys(clause for part in parts for clause in part.clause))


def _titled(title: str, *content: RenderableType) -> list[RenderableType]:
    return ["", Text(title, style="bold"), *content]


def _across(scheme: Scheme, speaker: Speaker) -> list[RenderableType]:
    lines = [
        f"{limit.name} ({speaker.names(limit.parts)}): {speaker.join(speaker.limits(limit.floor, limit.cap))}"
        for limit in scheme.limits
    ]
    for coefficient in scheme.coefficients:
        factors = speaker.commas(
            f"{code} × {speaker.figure(factor)}" for code, factor in coefficient.factors.items()
        )
        lines.append(speaker.say("系数：{factors}", "factors: {factors}", factors=factors))
    if scheme.eligible is not None:
        lines.append(describe_eligibility(scheme.eligible, speaker))
    if scheme.decisions is not None:
        lines.append(describe_decisions(scheme.decisions, speaker))
    return _titled(speaker.say("总分", "The total"), *map(Text, lines)) if lines else []


def _vetoes(scheme: Scheme, speaker: Speaker) -> list[RenderableType]:
    if not scheme.vetoes:
        return []
    names = {rating.code: rating.name for rating in scheme.ratings}
    table = _table(
        speaker.say("事由", "event"),
        speaker.say("条件", "when"),
        speaker.say("后果", "effect"),
        speaker.say("条款", "clause"),
    )
    for veto in scheme.vetoes:
        effect = describe_effect(veto.effect, names, speaker)
        table.add_row(Text(veto.name), Text(describe_trigger(veto, speaker)), Text(effect), _clauses(veto))
    limiting = [veto.effect.only_limits for veto in scheme.vetoes]
    if all(limiting):
        title = speaker.say("限制", "Limits on the result")
    elif any(limiting):
        title = speaker.say("一票否决与限制", "Vetoes and limits on the result")
    else:
        title = speaker.say("一票否决", "Vetoes")
    return _titled(title, table)


def _outcome(
    ranking: Ranking | None,
    ratings: Sequence[Rating],
    allowances: Sequence[Allowance],
    pay: Pay,
    speaker: Speaker,
) -> Iterator[RenderableType]:
    if ranking is not None:
        yield from _titled(speaker.say("排名", "Ranking"), Text(describe_ranking(ranking, speaker)))
    if ratings:
        table = _table(
            speaker.say("等次", "rating"), speaker.say("条件", "reached by"), speaker.say("条款", "clause")
        )
        for rating in ratings:
            table.add_row(
                Text(f"{rating.name} {rating.code}"), Text(describe_rating(rating, speaker)), _clauses(rating)
            )
        yield from _titled(speaker.say("等次", "Ratings"), table)
    if allowances:
        table = _table(
            speaker.say("津贴", "line"), speaker.say("标准", "amount"), speaker.say("条款", "clause")
        )
        for line in allowances:
            table.add_row(
                Text(f"{line.name} {line.code}"), Text(describe_allowance(line, speaker)), _clauses(line)
            )
        yield from _titled(speaker.say("津贴", "Pay"), table, Text(describe_pay(pay, speaker)))


def _longer(scheme: Scheme, speaker: Speaker) -> Iterator[RenderableType]:
    for longer in scheme.longer_periods:
        period = speaker.name(PERIODS[longer.to])
        combined = {
            "mean": speaker.say("各期总分取平均", "mean of the totals"),
            "sum": speaker.say("各期总分相加", "sum of the totals"),
        }[longer.take.value]
        title = speaker.say(
            "汇总到{period}：{combined}", "For the {period}: {combined}", period=period, combined=combined
        )
        yield from _titled(title)
        yield from _outcome(longer.ranking, longer.ratings, longer.allowances, longer.pay, speaker)


def _honours(scheme: Scheme, speaker: Speaker) -> list[RenderableType]:
    if not scheme.honours:
        return []
    table = _table(speaker.say("荣誉", "honour"), speaker.say("条件", "who"), speaker.say("条款", "clause"))
    for honour in scheme.honours:
        said = describe_honour(honour, scheme, speaker)
        reason = speaker.say("证书用语：{reason}", "certificate: {reason}", reason=honour.reason or "")
        lines = [said, reason] if honour.reason else [said]
        table.add_row(Text(f"{honour.name} {honour.code}"), Text("\n".join(lines)), _clauses(honour))
    return _titled(speaker.say("荣誉", "Honours"), table)


def _consequences(scheme: Scheme, speaker: Speaker) -> list[RenderableType]:
    if not scheme.consequences:
        return []
    table = _table(
        speaker.say("事由", "event"), speaker.say("后续工作", "what follows"), speaker.say("条款", "clause")
    )
    for each in scheme.consequences:
        lines = describe_consequence(each, scheme, speaker)
        table.add_row(Text(f"{each.name} {each.code}"), Text("\n".join(lines)), _clauses(each, *each.tasks))
    return _titled(speaker.say("结果运用", "What results lead to"), table)


def _assumptions(file: SchemeFile, speaker: Speaker) -> list[RenderableType]:
    lines = [
        Text(f"{_name_of(file, path)}: {node.assumption}")
        for path, node in nodes(file.scheme, Node)
        if node.assumption
    ]
    return (
        _titled(speaker.say("政策未写明、本方案的假定", "Assumed where the policy is silent"), *lines)
        if lines
        else []
    )


def _name_of(file: SchemeFile, path: Path_) -> str:
    """Give the name of the nearest part with one, or the key."""
    content, names = file.content, [file.scheme.title]
    for step in path:
        content = content[step]
        if isinstance(content, dict):
            names.append(str(content.get("name", "")))
    key = path[-1] if path and isinstance(path[-1], str) else ""
    own = names[-1] or (f"{key}" if len(path) == 1 else "")
    return own or next(name for name in reversed(names) if name)


def _blanks(file: SchemeFile, speaker: Speaker) -> list[RenderableType]:
    lines = [Text(f"____ {file.place_of(path).path}") for path in file.blanks()]
    return _titled(speaker.say("留空待填", "Left open"), *lines) if lines else []
