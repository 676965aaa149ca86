"""The same thing at two different intervals."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from banheng.core.wording import Wording
from banheng.schemes.drafting.defects.defect import Defect

if TYPE_CHECKING:
    from collections.abc import Iterator

    from banheng.schemes.drafting.drafting import Draft
    from banheng.schemes.drafting.nodes import Section

TWO = Wording(
    "“{thing}”一处按{first}，一处按{second}。", "{thing} is {first} in one place and {second} in the other"
)
PERIOD = r"(?:周|月|学期|学年|年)"
VERBS = r"(?:评选|评比|考核|考评|评价|评估|召开|检查|开展|举行|组织|进行|表彰|评定|公布|统计|发放|评出)"
EVERY = re.compile(
    rf"每(?:个)?(?P<a>{PERIOD})(?:度|末|底|初)?[^。;,每]{{0,6}}?{VERBS}[^。;,每]{{0,6}}?(?:一|1)次"
    rf"|每(?:个)?(?P<b>{PERIOD})(?:一|1)次|(?:一|每)(?P<c>{PERIOD})一(?:评|考|查|次)"
)
AT_ALL = re.compile(
    rf"{EVERY.pattern}|(?:每(?:个)?|按|逐)(?P<d>{PERIOD})(?:度|末|底|初)?[^。;,每]{{0,4}}?{VERBS}"
)
"""Without the word once: enough where the thing stands in quotation marks."""
QUOTED = re.compile(r"[“\"「]([^”\"」]{2,12})[”\"」]")
NAMED = re.compile(
    r"(?:主题|普通)?班会|家长(?:会|开放日)|班主任(?:例会|培训)|家访|黑板报(?:评比)?|[一-鿿]{2}(?:评比|大检查|评选)"
)
ITSELF_WITHIN = re.compile(r"考核[^。;,]{0,4}(?:一|1)次|^每.{1,4}(?:考评|评价|评估)(?:一|1)次")
ITSELF_BEFORE = re.compile(
    r"(?:^|[,:])(?:上述|以上|本项?|班主任|班主任工作|工作)?(?:考核|考评|评价|评估)(?:工作)?(?:在|于|按)?$"
)
SENTENCE = re.compile(r"[^。;\n]+")


class Interval(NamedTuple):
    """How often something takes place, and where that is said."""

    thing: str
    period: str
    section: Section
    start: int
    end: int


def check_periods(draft: Draft) -> Iterator[Defect]:
    """Two different periods are named for the same thing."""
    first: dict[str, Interval] = {}
    reported: set[str] = set()
    for section in draft.root.all():
        if section.kind in {"root", "header"}:
            continue
        for interval in _intervals(section):
            known = first.setdefault(interval.thing, interval)
            if known.period == interval.period or interval.thing in reported:
                continue
            reported.add(interval.thing)
            yield _defect(known, interval)


def _intervals(section: Section) -> Iterator[Interval]:
    for sentence in SENTENCE.finditer(section.text):
        quoted = QUOTED.findall(sentence[0])
        every = (AT_ALL if quoted else EVERY).search(sentence[0])
        if every is None:
            continue
        period = next(filter(None, every.groups())).replace("学年", "年")
        named = NAMED.findall(sentence[0]) if not quoted else []
        things = quoted or named or (["考核"] if _is_about_assessment(sentence[0], every) else [])
        for thing in things[:1]:
            at = max(sentence[0].find(thing), 0)
            start = min(every.start(), at - 1 if quoted else at)
            end = max(every.end(), at + len(thing) + bool(quoted))
            yield Interval(thing, period, section, sentence.start() + max(start, 0), sentence.start() + end)


def _is_about_assessment(sentence: str, every: re.Match[str]) -> bool:
    """Tell what the document is about, under whatever name: `上述评价每学年末进行一次`."""
    return bool(ITSELF_WITHIN.search(every[0]) or ITSELF_BEFORE.search(sentence[: every.start()]))


def _defect(first: Interval, second: Interval) -> Defect:
    passage = second.section.passage
    return Defect(
        "period_conflict",
        f"{first.section.path} and {second.section.path}",
        passage.text[second.start : second.end],
        passage.span(second.start, second.end),
        TWO,
        {"thing": second.thing, "first": f"每{first.period}", "second": f"每{second.period}"},
    )
