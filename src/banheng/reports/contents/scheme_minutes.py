"""Minutes for the staff meeting that decides on a new scheme: what it says, what was settled, room for the vote."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from django.utils.translation import gettext

from banheng.core.money import format_yuan
from banheng.core.points import format_units
from banheng.ledger.language import request_language
from banheng.policies.by_clause import said_by_clause, said_parts
from banheng.policies.in_force import scheme_of
from banheng.reports.rendering.document import Align, Document, Heading, Paragraph, Signatures, Table

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from banheng.policies.by_clause import SaidPart
    from banheng.policies.expecting import Outcome
    from banheng.policies.marked_places import MarkedPlace
    from banheng.policies.models import SchemeDraft, SchemeSource, SchemeVersion
    from banheng.reports.rendering.document import Block
    from banheng.schemes.scheme import Scheme
    from banheng.scoring.what_if import WhatIf

LONGEST_QUOTE = 200
ROOM = 4
"""Empty lines for what was said."""


class Tried(NamedTuple):
    """A past period tried: its name for people, both results, and how many records counted as nothing."""

    period: str
    comparison: WhatIf
    left_out: int


def scheme_minutes(
    draft: SchemeDraft,
    scheme: Scheme,
    *,
    source: SchemeSource | None,
    before: SchemeVersion | None,
    places: Sequence[MarkedPlace],
    tried: Tried | None,
    checks: Sequence[Outcome],
) -> Document:
    """Build the minutes; nobody is named in what the trial says."""
    line = "_" * 10
    blocks: list[Block] = [
        Paragraph(
            gettext("时间：%(line)s　地点：%(line)s　主持人：%(line)s　记录人：%(line)s") % {"line": line},
            Align.START,
        ),
        Paragraph(gettext("应到______人，实到______人。"), Align.START),
        *_said(scheme, source, before),
        *_settled(source, places),
        *_tried(tried),
        *_checked(checks),
        Heading(gettext("讨论意见")),
        *(Paragraph("_" * 60, Align.START) for _ in range(ROOM)),
        Heading(gettext("表决")),
        Table(
            [gettext("事项"), gettext("同意（票）"), gettext("反对（票）"), gettext("弃权（票）")],
            [
                [gettext("通过《%(title)s》") % {"title": draft.title}, "", "", ""],
                [gettext("从____年__月__日起施行"), "", "", ""],
            ],
        ),
        Signatures([gettext("主持人"), gettext("记录人"), gettext("教师代表"), gettext("校长")]),
    ]
    return Document(
        gettext("《%(title)s》教职工会议纪要") % {"title": draft.title},
        blocks,
        subtitle=draft.school.name,
        language=request_language(),
    )


def _said(scheme: Scheme, source: SchemeSource | None, before: SchemeVersion | None) -> Iterator[Block]:
    """Say clause by clause what the document states, how it is computed, and how it is now."""
    language = request_language()
    old = said_parts(scheme_of(before), language) if before else []
    known = {part.name: part for part in old}
    header = [gettext("条款"), gettext("原文"), gettext("新方案"), gettext("现行方案")]
    rows: list[list[str]] = []
    for clause, parts in said_by_clause(scheme, language).items():
        quote = _quote(source, clause)
        for part in parts:
            rows.append([clause, quote, _worded(part), _before(known.get(part.name), before)])
            quote = ""
    yield Heading(gettext("新方案逐条怎样算"))
    if before is not None:
        yield Paragraph(gettext("现行方案：%(version)s。同名的部分对照列出。") % {"version": before})
    yield Table(header, rows)
    names = {part.name for part in said_parts(scheme, language)}
    if gone := [part.name for part in old if part.name not in names]:
        yield Paragraph(
            gettext("现行方案有、新方案没有同名部分的：%(names)s。")
            % {"names": "、".join(dict.fromkeys(gone))}
        )


def _quote(source: SchemeSource | None, clause: str) -> str:
    spans = source.report.get("clauses", ()) if source else ()
    span = next((each["span"] for each in spans if each["path"] == clause), None)
    if span is None or source is None:
        return ""
    quote = " ".join(source.text[span[0] : span[1]].split())
    return quote if len(quote) <= LONGEST_QUOTE else quote[:LONGEST_QUOTE] + "……"


def _worded(part: SaidPart) -> str:
    return "\n".join([part.name, *part.lines])


def _before(part: SaidPart | None, before: SchemeVersion | None) -> str:
    if before is None:
        return ""
    return gettext("（没有）") if part is None else _worded(part)


def _settled(source: SchemeSource | None, places: Sequence[MarkedPlace]) -> Iterator[Block]:
    if source is None:
        return
    yield Heading(gettext("原文里标出的地方和处理"))
    yield Paragraph(gettext("原文：%(name)s。") % {"name": source.name})
    if not places:
        yield Paragraph(gettext("原文没有要处理的地方。"))
        return
    rows = [
        [
            place.clause,
            place.quote,
            f"{place.name}\n{place.why}",
            place.settled or gettext("还没有处理"),
        ]
        for place in places
    ]
    yield Table([gettext("条款"), gettext("原文"), gettext("问题"), gettext("怎样处理")], rows)


def _tried(tried: Tried | None) -> Iterator[Block]:
    if tried is None:
        return
    found = tried.comparison.summary()
    said = {
        "period": tried.period,
        "people": found["subjects"],
        "rise": found["total_rises"],
        "fall": found["total_falls"],
        "same": found["total_stays"],
        "up": found["rank_rises"],
        "down": found["rank_falls"],
        "changed": found["rating_changes"],
        "gain": found["pay_gains"],
        "lose": found["pay_losses"],
        "sum": format_yuan(found["pay_fen"]),
    }
    sentences = (
        gettext(
            "按%(period)s的记录试算，%(people)s 位班主任中，总分 %(rise)s 人上升、%(fall)s 人下降、%(same)s 人不变；"
        ),
        gettext("名次 %(up)s 人前移、%(down)s 人后移，等次有变动的 %(changed)s 人；"),
        gettext("津贴 %(gain)s 人增加、%(lose)s 人减少，合计 %(sum)s 元"),
    )
    yield Heading(gettext("用上一期的记录试算"))
    yield Paragraph("".join(sentence % said for sentence in sentences) + gettext("。"))
    if tried.left_out:
        yield Paragraph(
            gettext("其中 %(number)d 条记录在新方案里没有对应的事项，试算时没有计。")
            % {"number": tried.left_out}
        )


def _checked(checks: Sequence[Outcome]) -> Iterator[Block]:
    if not checks:
        return
    rows = [
        [
            each.expected.name,
            format_units(each.expected.total),
            "；".join(each.faults) if each.total is None else format_units(each.total),
            gettext("相符") if each.passed else gettext("不符"),
        ]
        for each in checks
    ]
    yield Heading(gettext("学校自己的核对"))
    yield Table([gettext("名称"), gettext("应得分"), gettext("实得分"), gettext("结果")], rows)
