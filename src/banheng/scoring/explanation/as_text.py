"""Tell an explanation in words, one line a thought, indented like the tree."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from banheng.core.money import format_yuan
from banheng.core.points import UNITS, format_units
from banheng.core.wording import Language, Wording
from banheng.rules.words import formatted

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from banheng.scoring.explanation.explanation import Explanation
    from banheng.scoring.explanation.parts import Part, RecordLine, Records, Said, VoidedLine

INDENT = "  "

WORDINGS = {
    "scheme": Wording("方案：{title}（{code}，{fingerprint}）", "Scheme: {title} ({code}, {fingerprint})"),
    "period": Wording("周期：{code}（{first} 至 {last}）", "Period: {code} ({first} to {last})"),
    "span": Wording("按整周计：{first} 至 {last}", "In whole weeks: {first} to {last}"),
    "days": Wording("任职：{days} 天（{first} 至 {last}）", "Days in post: {days} ({first} to {last})"),
    "total": Wording("总分 {points}（满分 {full}）", "Total {points} of {full}"),
    "nothing_applies": Wording("总分：没有适用的考核项", "Total: no part applies"),
    "part": Wording("{name} {points}（满分 {full}）", "{name}: {points} of {full}"),
    "part_without_full": Wording("{name} {points}", "{name}: {points}"),
    "part_outside": Wording("{name} {points}（满分以外另计）", "{name}: {points}, on top of the full score"),
    "part_not_applicable": Wording(
        "{name}：不适用，不计入满分", "{name}: not applicable, left out of the full score"
    ),
    "calculation": Wording("计算：{steps}", "Calculation: {steps}"),
    "below": Wording("{text}：{steps}", "{text}: {steps}"),
    "pieces": Wording(
        "{first} 至 {last} 共 {number} {each}，各得 {points}",
        "{first} to {last}, {number} {each}, each gives {points}",
    ),
    "pieces_left_out": Wording(
        "{first} 至 {last} 共 {number} {each}，不计", "{first} to {last}, {number} {each}, do not count"
    ),
    "inner": Wording("排名依据", "ranked by"),
    "points_from": Wording("得分依据", "points from"),
    "clauses": Wording("依据：{clauses}", "Clauses: {clauses}"),
    "records": Wording("记录：", "Records:"),
    "no_records": Wording("记录：无", "Records: none"),
    "voided": Wording("已作废（不计）：", "Voided, not counted:"),
    "voided_by": Wording("{day} 由{recorder}作废：{note}", "voided {day} by {recorder}: {note}"),
    "voided_by_nobody": Wording("{day} 作废：{note}", "voided {day}: {note}"),
    "no_reason": Wording("未写原因", "no reason given"),
    "besides": Wording("{name}：", "{name}:"),
    "besides_unknown": Wording(
        "方案中没有的考核项“{name}”，不计：", "no item of the scheme, not counted: {name}"
    ),
    "rank": Wording("排名：{steps}", "Rank: {steps}"),
    "no_rank": Wording("排名：方案不设排名", "Rank: the scheme has no ranking"),
    "rating": Wording("等次：{steps}", "Rating: {steps}"),
    "no_rating": Wording("等次：方案不设等次", "Rating: the scheme has no ratings"),
    "not_rated": Wording("等次：不评等次", "Rating: not rated"),
    "pay": Wording("津贴：{yuan} 元", "Pay: {yuan} yuan"),
    "no_pay": Wording("津贴：方案不设津贴", "Pay: the scheme pays nothing"),
    "not_paid": Wording("津贴：无", "Pay: none"),
    "class_line": Wording("{name}（班级成绩）", "{name} (line of the class)"),
    "teacher": Wording(
        "{name}（{school_class}，工号 {teacher}）", "{name} ({school_class}, teacher {teacher})"
    ),
    "substituted": Wording("另有 {days} 天由他人代理", "Days on which somebody stood in: {days}"),
    "quantity": Wording("数量 {quantity}", "quantity {quantity}"),
    "value": Wording("数值 {value}", "value {value}"),
    "yuan": Wording("{value} 元", "{value} yuan"),
    "project": Wording("项目“{project}”", "project {project}"),
}


def write_text(explanation: Explanation, language: Language, item: str | None) -> str:
    """Write the whole explanation, or the header with one indicator or item."""
    writer = _Writer(language)
    lines = [*writer.header(explanation)]
    if item is not None:
        lines += writer.part(explanation.part(item), "")
    else:
        lines += writer.conclusions(explanation)
    return "\n".join(lines) + "\n"


class _Writer:
    def __init__(self, language: Language) -> None:
        self.language = language
        chinese = language is Language.ZH_HANS
        self.between_steps = "；" if chinese else "; "
        self.between_details = "，" if chinese else ", "

    def say(self, sentence: str, **figures: object) -> str:
        return WORDINGS[sentence].say(self.language, **figures)

    def header(self, explanation: Explanation) -> Iterator[str]:
        subject, period, scheme = explanation.result.subject, explanation.period, explanation.scheme
        code, teacher = subject.posting.school_class, subject.posting.teacher
        title = "class_line" if subject.is_class_line else "teacher"
        yield self.say(title, name=subject.name, school_class=code, teacher=teacher)
        yield self.say(
            "scheme", title=scheme.title, code=scheme.scheme, fingerprint=explanation.fingerprint[:8]
        )
        yield self.say("period", code=period.code, first=period.first, last=period.last)
        span = period.whole_weeks(scheme.weeks)
        if span != period and not explanation.pieces:
            yield self.say("span", first=span.first, last=span.last)
        if subject.days:
            days = subject.days
            yield self.say("days", days=len(days), first=days[0], last=days[-1])
        if subject.substituted_days:
            yield self.say("substituted", days=len(subject.substituted_days))
        yield ""

    def conclusions(self, explanation: Explanation) -> Iterator[str]:
        result, scheme = explanation.result, explanation.scheme
        if "not_applicable" in result.flags:
            yield self.say("nothing_applies")
        else:
            points = format_units(result.total, places=scheme.rounding.places)
            yield self.say("total", points=points, full=format_units(scheme.full_total))
        yield from self.calculation(explanation.total_steps, INDENT)
        for part in explanation.parts:
            yield ""
            yield from self.part(part, "")
        for besides in explanation.besides:
            yield ""
            sentence = "besides_unknown" if besides.kind == "unknown" else "besides"
            yield self.say(sentence, name=besides.name.within(self.language))
            yield from self.records(besides.records, INDENT)
        yield ""
        ends = explanation.ends
        yield self.joined("rank", explanation.rank_steps, "no_rank")
        yield self.joined("rating", explanation.rating_steps, "not_rated" if ends.ratings else "no_rating")
        yield from self.pay(explanation)

    def part(self, part: Part, indent: str) -> Iterator[str]:
        yield indent + self.part_title(part)
        inside = indent + INDENT
        yield from self.calculation(part.steps, inside)
        if part.clauses:
            yield inside + self.say("clauses", clauses=self.between_names().join(part.clauses))
        if part.kind == "item":
            yield from self.item_records(part.records, inside)
        for below in part.parts:
            yield from self.part(below, inside)

    def part_title(self, part: Part) -> str:
        if not part.applies:
            return self.say("part_not_applicable", name=part.name)
        points = format_units(part.points)
        if part.outside:
            return self.say("part_outside", name=part.name, points=points)
        if part.full_points is None:
            return self.say("part_without_full", name=part.name, points=points)
        return self.say("part", name=part.name, points=points, full=format_units(part.full_points))

    def between_names(self) -> str:
        return "、" if self.language is Language.ZH_HANS else ", "

    def calculation(self, steps: Sequence[Said], indent: str) -> Iterator[str]:
        """Write steps on one line; the steps of weeks or days, and of what is ranked, stand below it."""
        if steps:
            yield indent + self.say("calculation", steps=self.in_line(steps))
        yield from self.below(steps, indent + INDENT)

    def in_line(self, steps: Sequence[Said]) -> str:
        told = [step.text.within(self.language) for step in steps if not step.what.startswith("piece")]
        return self.between_steps.join(told)

    def below(self, steps: Sequence[Said], indent: str) -> Iterator[str]:
        for _, alike in groupby((step for step in steps if step.inner), key=self.likeness):
            first, *rest = alike
            yield indent + self.say("below", text=self.heading(first, rest), steps=self.in_line(first.inner))
            yield from self.below(first.inner, indent + INDENT)

    def likeness(self, step: Said) -> object:
        """Tell weeks or days apart that are to stand on lines of their own."""
        if any(below.inner for below in step.inner):
            return step.figures.get("code", step.what)
        return step.what, step.figures.get("points"), self.in_line(step.inner)

    def heading(self, step: Said, alike: Sequence[Said]) -> str:
        if not step.what.startswith("piece"):
            return self.say("points_from" if step.what == "share_of_best_points" else "inner")
        if not alike:
            return step.text.within(self.language)
        number, last = (len(alike) + 1) * UNITS, alike[-1].figures["last"]
        figures: dict[str, int | str] = {"number": number, **step.figures, "last": last}
        sentence = "pieces_left_out" if step.what.endswith("left_out") else "pieces"
        return self.say(sentence, **formatted(figures, self.language))

    def joined(self, sentence: str, steps: Sequence[Said], otherwise: str) -> str:
        if not steps:
            return self.say(otherwise)
        return self.say(
            sentence, steps=self.between_steps.join(step.text.within(self.language) for step in steps)
        )

    def item_records(self, records: Records, indent: str) -> Iterator[str]:
        if not records.effective:
            yield indent + self.say("no_records")
        yield from self.records(records, indent)

    def records(self, records: Records, indent: str) -> Iterator[str]:
        if records.effective:
            yield indent + self.say("records")
            for record in records.effective:
                yield indent + INDENT + self.record(record)
        if records.voided:
            yield indent + self.say("voided")
            for void in records.voided:
                yield indent + INDENT + self.void(void)

    def record(self, record: RecordLine) -> str:
        counted = formatted({"quantity": record.quantity, "unit": record.unit}, self.language)
        quantity = "{quantity} {unit}".format(**counted) if record.unit else self.say("quantity", **counted)
        tells = record.unit or record.quantity != UNITS
        value = None if record.value is None else format_units(record.value)
        details = [
            record.event.within(self.language),
            record.level.within(self.language),
            self.say("project", project=record.project) if record.project else "",
            quantity if tells else "",
            "" if value is None else self.say("yuan" if record.in_yuan else "value", value=value),
            record.recorder,
            record.note,
        ]
        told = self.between_details.join(filter(None, details))
        return f"{record.day} {told} [{record.id}]"

    def void(self, void: VoidedLine) -> str:
        note = void.note or self.say("no_reason")
        sentence = "voided_by" if void.recorder else "voided_by_nobody"
        by = self.say(sentence, day=void.day, recorder=void.recorder, note=note)
        return self.record(void.record) + self.between_steps + by

    def pay(self, explanation: Explanation) -> Iterator[str]:
        if not explanation.pay_lines:
            yield self.say("not_paid" if explanation.ends.allowances else "no_pay")
            return
        yield self.say("pay", yuan=format_yuan(explanation.result.pay))
        for line in explanation.pay_lines:
            text = line.step.text.within(self.language)
            told = self.in_line(line.step.inner)
            yield INDENT + (self.say("below", text=text, steps=told) if told else text)
