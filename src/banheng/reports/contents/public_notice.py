"""The public-notice pack 公示: what was found, until when and to whom objections are made, and what became of them.

It hangs in the school. It names teachers and classes, what the scheme itself names, and nothing that
somebody wrote freely: a note, an objection or a reason may hold a pupil's name.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext, pgettext

from banheng.assessment.freezing import standing
from banheng.assessment.models import Appeal
from banheng.core.points import format_units
from banheng.ledger.language import request_language
from banheng.reports.contents.ranking import rank_tables
from banheng.reports.rendering.document import Align, Block, Document, Heading, Paragraph, QrCode, Table
from banheng.schemes.scheme import ADJUSTING
from banheng.schools.saying_dates import period_name

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date, datetime

    from banheng.assessment.models import Publication, ScoreSheet
    from banheng.reports.contents.results import Results


def public_notice(results: Results, publication: Publication, address: str) -> Document:
    """Build the notice of a published result; `address` is where anybody can check its edition, printed as a code."""
    school, period = publication.sheet.school.name, period_name(results.period)
    blocks: list[Block] = [
        Paragraph(
            gettext("根据《%(scheme)s》，现将%(period)s的考核结果予以公示，请监督。")
            % {"scheme": results.scheme.title, "period": period}
        ),
        Heading(gettext("一、考核结果")),
        *rank_tables(results),
        Heading(gettext("二、说明")),
        *_notes(results),
        Heading(gettext("三、公示期和申诉")),
        *_period(publication),
    ]
    if rulings := _rulings(publication.sheet, results):
        blocks += [Heading(gettext("四、申诉和复核")), rulings]
    blocks += [
        Heading(gettext("五、办理记录") if rulings else gettext("四、办理记录")),
        _steps(publication.sheet),
    ]
    digest = standing(publication.sheet).digest
    blocks += [
        Paragraph(gettext("校验值：%(digest)s") % {"digest": digest}, Align.START),
        QrCode(address, gettext("扫码核验：网上的校验值与本页相同，结果就没有改动过。")),
    ]
    blocks += [Paragraph(school, Align.END), Paragraph(_day(publication.first), Align.END)]
    return Document(
        gettext("考核结果公示"),
        blocks,
        subtitle=f"{school}　{period}",
        language=request_language(),
    )


def _notes(results: Results) -> Iterator[Paragraph]:
    scheme = results.scheme
    notes = [
        gettext("本结果按方案第 %(version)d 版计算，总分保留 %(places)d 位小数；名次相同的并列。")
        % {"version": results.version.number, "places": scheme.rounding.places},
        gettext("备注中的“末位”只作提示。“—”表示不适用，不计入总分、不排名或不评等次。"),
        *_adjustments(results),
    ]
    if results.edition > 1:
        notes.append(
            gettext("本公示是第 %(edition)d 版，更正了以前的结果，以本版为准。")
            % {"edition": results.edition}
        )
    for number, note in enumerate(notes, 1):
        yield Paragraph(f"{number}. {note}")


def _adjustments(results: Results) -> Iterator[str]:
    """Say which class got how many points for unequal inspectors or for its context."""
    for item in results.scheme.items():
        if item.source in ADJUSTING:
            given = [
                f"{results.class_name(line)} {'+' if points > 0 else ''}{format_units(points)}"
                for line in results.lines
                if (points := line.items.get(item.code))
            ]
            yield gettext("“%(item)s”（分）：%(classes)s。") % {
                "item": item.name,
                "classes": gettext("、").join(given) or gettext("没有"),
            }


def _period(publication: Publication) -> Iterator[Paragraph]:
    yield Paragraph(
        gettext(
            "公示期自%(first)s次日起至%(last)s，共 %(days)d 个教学日。对结果有异议的，请在公示期内提出申诉，并说明理由。"
        )
        % {"first": _day(publication.first), "last": _day(publication.last), "days": publication.school_days}
    )
    yield Paragraph(gettext("受理部门和联系方式：%(contact)s") % {"contact": publication.contact})


def _rulings(sheet: ScoreSheet, results: Results) -> Table | None:
    """Tell of each appeal what it was about and how it ended, but neither who made it nor anybody's words."""
    appeals = sheet.appeals.filter(withdrawn_at__isnull=True).select_related("ruling").order_by("id")
    names = {item.code: item.name for item in results.scheme.items()}
    rows = []
    for appeal in appeals:
        about = names.get(appeal.item, "") if appeal.about == Appeal.About.ITEM else ""
        ruling = getattr(appeal, "ruling", None)
        rows.append(
            [
                appeal.number,
                about or appeal.get_about_display(),
                _moment(appeal.at),
                ruling.get_outcome_display() if ruling else gettext("正在复核"),
                _moment(ruling.at) if ruling else "",
            ]
        )
    if not rows:
        return None
    return Table(
        [
            gettext("受理编号"),
            gettext("申诉事项"),
            gettext("提出日期"),
            gettext("复核结论"),
            gettext("复核日期"),
        ],
        rows,
    )


def _steps(sheet: ScoreSheet) -> Table:
    rows = [[step.get_kind_display(), step.by_name, _moment(step.at)] for step in sheet.steps.order_by("id")]
    return Table([gettext("步骤"), gettext("办理人"), gettext("日期")], rows)


def _day(day: date) -> str:
    return date_format(day, pgettext("格式", "Y年n月j日"))


def _moment(at: datetime) -> str:
    return _day(timezone.localdate(at))
