"""How each clause ends: as an item, a rule, a duty, a principle, or to be decided by the school."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from banheng.schemes.drafting.meaning.phrases import one_of
from banheng.schemes.drafting.signs import BASE, FLOOR, GRADES, SCORES, VETO
from banheng.schemes.drafting.zones import SHORT, zone_of

if TYPE_CHECKING:
    from banheng.schemes.drafting.drafted import Draft
    from banheng.schemes.drafting.nodes import Section

FATES = ("scored_item", "rule", "duty", "principle", "undecided")
PRINCIPLE = re.compile(
    r"目的|原则|指导思想|依据|意义|总则|为(?:了|进一步|全面|规范|提高|加强|更)|制定本|坚持|适用于|定位|背景|理念|^.{0,4}目标(?!任务|管理|责任)"
)
USED_AS_GROUNDS = re.compile("(?<=.)依据")
DUTY = re.compile(
    r"应当?|须|要|必须|负责|做好|开展|组织|每[天日周月学]|认真|及时|定期|不得|严禁|按时|指导|教育|检查|督促|协助|召开|完成|参加|培养|加强|建立"
)
DECREED = re.compile(
    r"解释|施行|实施|执行|公布之日|由[^。;,]{2,16}(?:组织|负责|提供|考核)|公示|提供数据|每[学月年周][期年]?[^。]{0,6}(?:考核|考评|评定)[^。]{0,4}一次|(?:办法|进行|实行)量化考核|^(?:参加|会议|考核)(?:对象|时间)"
)
ARRANGED = re.compile(r"采取|采用|结合|小组|程序|分工|对象|周期")
ASSESSMENT = re.compile(r"考核|考评|评价|评估|评定|评选|评比|计分|记分")
FORMULA = r"[^。;,=]{2,20}="
FRAGMENT = re.compile(
    r"[^一-鿿]*|[一-鿿]{1,3}[。]?|第\s*\d+\s*页.{0,12}|[一-鿿]{2,8}[〔【\[(]\d{4}[〕】\])]\d+号"
    r"|.{0,20}\d{4}年\d{1,2}月(?:\d{1,2}日)?。?|[^,。;:]{2,16}(?:职责|细则|方案|条例|意见)|.{2,24}(?:如下|包括[^,。;]{0,6}|建议):"
)
TOLD = re.compile(r"(?:然而|例如|因此|综上所述|总之)[,:]?")
LEAD = (
    r"(?:[-·]\s*)?(?:[^,。;:]{2,16}:)?(?:同时|其次|另外|并|还)?,?"
    r"(?:(?:根据|通过|利用|参考|为了|针对)[^。;,]{2,30},|(?:对|为|与|向)[^,。;]{1,16}?)?[^,。;:]{0,4}?"
)
PRINCIPLES, RULES = (re.compile(one_of("fates", name)) for name in ("principle", "rule"))
QUALIFIES = re.compile(rf"(?:[-·]\s*)?(?:[^,。;:]{{2,8}}:)?{one_of('fates', 'qualification')}")
ACTS = re.compile(LEAD + one_of("fates", "acts"))
HEADINGS = tuple(
    (fate, re.compile(one_of("fates", f"{fate}_heading"))) for fate in ("principle", "rule", "duty")
)
LONGEST_HEADING = 30
BEGINNING = 10
"""Of a heading that is glued to its text, so many characters are looked at."""


def settle_fates(made: Draft, sections: list[Section], scored: set[int]) -> None:
    """Say of each clause how it ends."""
    ruled = {id(rule.section) for rule in [*made.caps, *made.vetoes, *made.coefficients, *made.allowance]}
    if made.converted:
        ruled.add(id(made.converted.section))
    ruled |= set(made.fates) | {id(part.section) for part in made.weights}
    indicators = {id(indicator.section) for indicator in made.indicators}
    for section in sections:
        key = id(section)
        if key in scored:
            made.fates[key] = "scored_item"
        elif key in ruled or key in indicators or any(id(above) in ruled for above in section.above()):
            made.fates[key] = "rule"
        else:
            made.fates[key] = _fate_by_words(section, made)


def _fate_by_words(section: Section, made: Draft) -> str:
    text = section.text
    headings = " ".join(above.text for above in section.above() if len(above.text) < LONGEST_HEADING)
    is_heading = bool(section.children) and len(text) < SHORT and not SCORES.search(text)
    if is_heading or (section.parent is made.root and not section.marker and not section.columns):
        return "principle"
    if made.stated is not None and made.stated.path == section.path and made.stated.quote in text:
        return "rule"
    if (
        re.match(FORMULA, text)
        or (BASE.search(text) and any(i.shared for i in made.indicators))
        or (FLOOR.search(text) and is_shared(section, made))
    ):
        return "rule"
    if SCORES.search(text) or GRADES.search(text) or VETO.search(text) or re.search(r"_{2,}", text):
        return "undecided"
    if PRINCIPLE.search(headings) or PRINCIPLE.search(USED_AS_GROUNDS.sub("", text[:20])):
        return "principle"
    if DECREED.search(text) or (ARRANGED.search(text) and _is_about_assessment(section)):
        return "rule"
    if zone_of(section) in {"closing", "outcome"}:
        return _fate_by_phrases(section)
    if DUTY.search(text):
        return "duty"
    return _fate_by_phrases(section)


def _is_about_assessment(section: Section) -> bool:
    around = [section, *section.above()]
    return _fate_by_heading(section) == "rule" or any(
        ASSESSMENT.search(each.text[:LONGEST_HEADING]) for each in around
    )


def _fate_by_phrases(section: Section) -> str:
    """Tell by what is said in it, by how it begins, and last by the heading above; else nobody can tell."""
    text = section.text
    if FRAGMENT.fullmatch(text) or TOLD.match(text):
        return "principle"
    heading = _fate_by_heading(section)
    if heading == "principle" or (PRINCIPLES.search(text) and heading != "rule"):
        return "principle"
    if RULES.search(text) or QUALIFIES.match(text):
        return "rule"
    if ACTS.match(text):
        return "duty"
    return heading or "undecided"


def _fate_by_heading(section: Section) -> str | None:
    for above in section.above():
        if above.kind == "root":
            continue
        text = above.text if len(above.text) < LONGEST_HEADING else above.text[:BEGINNING]
        for fate, words in HEADINGS:
            if words.search(text):
                return fate
    return None


def is_shared(section: Section, made: Draft) -> bool:
    """Tell a clause among those that deduct from the points of one indicator."""
    shared = {id(indicator.section) for indicator in made.indicators if indicator.shared}
    return any(id(above) in shared for above in section.above())
