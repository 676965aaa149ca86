"""Results as one self-contained HTML page, for a phone, a screen and paper."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from banheng import __version__
from banheng.core.money import format_yuan
from banheng.core.points import format_units
from banheng.core.wording import Language, Wording
from banheng.spreadsheets.result_reasons import item_reasons, steps_text
from banheng.spreadsheets.result_report import HEADERS, NOT_APPLICABLE, line_name

if TYPE_CHECKING:
    from banheng.scoring.outcome import SubjectResult
    from banheng.spreadsheets.result_report import Report

WORDS = {
    "league": Wording("成绩表", "League table"),
    "reasons": Wording("每一分从哪里来", "Where every point comes from"),
    "pay_sheet": Wording("发放表", "Pay sheet"),
    "open": Wording(
        "点开一行，可看各项得分、理由和记录；打印时只印点开的部分。",
        "Open a line to see its items, reasons and records. Only what is open is printed.",
    ),
    "item": Wording("考核项", "Item"),
    "points": Wording("得分", "Points"),
    "why": Wording("怎样得出", "Why"),
    "clauses": Wording("依据", "Clauses"),
    "records": Wording("记录", "Records"),
    "total": Wording("总分", "Total"),
    "rank": Wording("排名", "Rank"),
    "rating": Wording("等次", "Rating"),
    "pay": Wording("津贴", "Pay"),
    "yuan": Wording("元", "yuan"),
    "sum": Wording("合计", "Sum"),
    "scheme": Wording("方案", "Scheme"),
    "fingerprint": Wording("方案指纹", "Scheme fingerprint"),
    "records_read": Wording("考核记录", "Records"),
    "bad_rows": Wording("跳过的错误行", "Bad rows left out"),
    "version": Wording("班衡", "Banheng"),
}


def page_html(report: Report, language: Language) -> str:
    """Write the page; it loads nothing from elsewhere."""
    from jinja2 import Environment, PackageLoader, StrictUndefined  # noqa: PLC0415 - only for those who want a page

    pages = Environment(
        loader=PackageLoader("banheng.spreadsheets"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    anchors = {
        result.subject.key: f"s{number}" for number, result in enumerate(report.sheet.results, start=1)
    }
    return pages.get_template("result_page.html.j2").render(
        lang="zh-Hans" if language is Language.ZH_HANS else "en",
        words={name: wording.say(language) for name, wording in WORDS.items()},
        headers={name: wording.say(language) for name, wording in HEADERS.items()},
        report=report,
        scheme=report.scheme,
        period=report.sheet.period,
        tables=report.league(language),
        anchors=anchors,
        subjects=[_subject(report, result, language) for result in report.sheet.results],
        pay_sheet=report.pay_sheet(language) if report.pays else None,
        paid_total=format_yuan(report.paid_total()),
        version=__version__,
    )


def _subject(report: Report, result: SubjectResult, language: Language) -> dict[str, Any]:
    explanation = report.explanations.get(result.subject.key)
    subject: dict[str, Any] = {
        "key": result.subject.key,
        "class_name": line_name(result.subject, language),
        "teacher": report.teacher(result.subject, language),
        "total": report.total(result),
        "rank": result.rank or NOT_APPLICABLE,
        "rating": report.rating_name(result) or NOT_APPLICABLE,
        "marks": report.marks(result, language),
        "items": [],
        "steps": [],
        "pay_steps": [],
        "pay": "" if result.subject.is_class_line else format_yuan(result.pay),
    }
    if explanation is not None:
        subject["items"] = [
            {
                "indicator": reason.indicator,
                "name": reason.name,
                "full": "" if reason.full_points is None else format_units(reason.full_points),
                "points": NOT_APPLICABLE if reason.points is None else format_units(reason.points),
                "is_full": reason.points == reason.full_points,
                "why": reason.why,
                "records": reason.records,
                "clauses": reason.clauses,
            }
            for reason in item_reasons(explanation, language)
        ]
        chapters = ("total", "rank", "rating")
        told = (explanation.total_steps, explanation.rank_steps, explanation.rating_steps)
        subject["steps"] = [
            (WORDS[chapter].say(language), steps_text(steps, language))
            for chapter, steps in zip(chapters, told, strict=True)
            if steps
        ]
        subject["pay_steps"] = [line.step.text.within(language) for line in explanation.pay_lines]
    return subject
