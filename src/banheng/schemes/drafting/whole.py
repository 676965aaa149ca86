"""What a document says about the scheme as a whole: title, school, period, full mark."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from banheng.schemes.drafting.meaning.figures import FIGURE, number
from banheng.schemes.drafting.tables import SUM_ROW

if TYPE_CHECKING:
    from collections.abc import Iterable
    from decimal import Decimal

    from banheng.schemes.drafting.nodes import Document, Section, Span

SCHOOL_ONLY = re.compile(r"[一-鿿×○*xX0-9]{2,20}(?:学校|中学|小学|高中|初中|中专|职校|学院|教育局)")
TITLE_END = re.compile(r"方案|细则|办法|制度|条例|意见|规定|标准|职责|计划")
LONGEST_TITLE = 45

SCHOOL_TYPES = (
    ("nine_year", re.compile(r"九年一贯|九年制")),
    (
        "vocational",
        re.compile(
            r"职业(?:技术)?(?:学校|中学|高中|教育中心|中专|学院)|中等(?:职业|专业)|职教|中专|技工学校|技工院校|职高|技师学院"
        ),
    ),
    ("primary", re.compile(r"小学|完小")),
    ("boarding_junior", re.compile(r"寄宿制?(?:初级)?(?:中学|初中)")),
    ("junior", re.compile(r"初中|初级中学")),
    ("senior", re.compile(r"高中|高级中学|高考|高[一二三]")),
)
MIDDLE_SCHOOL = re.compile(r"中学")
SENIOR_SIGNS = re.compile(r"高考|高[一二三](?:年级)?|本科|选科|学业水平|晚自习|团委")
BOARDING_SIGNS = re.compile(r"寄宿|住校|宿舍|就寝")

TITLE_PERIODS = (
    ("month", re.compile(r"月度?(?:工作)?(?:量化|绩效)?(?:考核|考评|评价|津贴)|月绩效|每月")),
    ("term", re.compile(r"学期")),
    ("year", re.compile(r"学年|年度")),
    ("week", re.compile(r"周(?:考核|评比|量化)")),
)
ONCE = re.compile(
    r"(?:每(?:个)?(?P<a>周|月|学期|学年|年)度?(?:末|底|初)?[^。;,]{0,8}?(?:组织|进行|开展|考核|考评|评定|评价|核算|核定|汇总)[^。;,]{0,8}?(?:一次|1次)?"
    r"|(?:考核|考评|评价)[^。;,]{0,10}?(?:以|按|每)(?:个)?(?P<b>周|月|学期|学年|年)度?(?:为(?:单位|周期)|进行|考核|计)?"
    r"|(?P<c>周|月|学期|学年|年度)(?:考核|量化|得分|总分|考评)"
    r"|周期为?(?:[一1每])?个?(?P<d>周|月|学期|学年|年)|(?P<e>学期|学年|月)(?:末|底)[^。;,]{0,6}(?:核算|汇总|计算)[^。;,]{0,4}(?:平均|总))"
)

STATED = re.compile(
    rf"(?:考核|考评|量化)?[一-鿿]{{0,4}}?(?:总分值?|满分|总计|合计)(?:为|是|以|共|:|=|按)?\s*(?P<total>{FIGURE})\s*分"
    r"|(?P<hundred>百分制)|(?P<thousand>千分制)"
    rf"|(?P<system>\d{{2,4}})\s*分制|(?:考核|考评)[^。;,]{{0,8}}(?:共|满分|总分)[^。;,\d]{{0,4}}(?P<other>{FIGURE})\s*分"
)


class Stated(NamedTuple):
    """A full mark, and where the document names it."""

    value: int | Decimal | None
    quote: str
    span: Span
    path: str


def title_of(root: Section) -> str:
    """Find the title: the first line, or the first two where the first only names the school."""
    lines = [
        child for child in root.children[:6] if not child.marker and child.kind in {"paragraph", "heading"}
    ]
    if not lines:
        return ""
    first = lines[0].text
    if SCHOOL_ONLY.fullmatch(first) and len(lines) > 1 and TITLE_END.search(lines[1].text):
        return first + lines[1].text
    if len(first) > LONGEST_TITLE or not TITLE_END.search(first):
        better = next(
            (line.text for line in lines if TITLE_END.search(line.text) and len(line.text) <= LONGEST_TITLE),
            None,
        )
        return better or first[:LONGEST_TITLE]
    return first


def school_type_of(title: str, document: Document) -> str | None:
    """Tell the type of school by its name, else by what only one type has; None if nothing says so."""
    text = "\n".join(line.passage.text for line in document.lines)
    for source in (title, text):
        for kind, pattern in SCHOOL_TYPES:
            if pattern.search(source):
                return "boarding_junior" if kind == "junior" and BOARDING_SIGNS.search(title) else kind
        if MIDDLE_SCHOOL.search(source):
            if BOARDING_SIGNS.search(title):
                return "boarding_junior"
            return "senior" if SENIOR_SIGNS.search(text) else "junior"
    return None


def period_of(title: str, sections: Iterable[Section]) -> str | None:
    """Tell how often the assessment takes place: by the title, else by what is said most often about it."""
    for period, pattern in TITLE_PERIODS:
        if pattern.search(title):
            return period
    names = {"周": "week", "月": "month", "学期": "term", "学年": "year", "年": "year", "年度": "year"}
    votes: dict[str, int] = {}
    for section in sections:
        for found in ONCE.finditer(section.text):
            name = names[found["a"] or found["b"] or found["c"] or found["d"] or found["e"]]
            firm = 3 if found["a"] and "考" in found[0] and "一次" in found[0] else 1
            firm = 5 if found["d"] else firm
            votes[name] = votes.get(name, 0) + firm
    return max(votes, key=lambda name: votes[name]) if votes else None


CONVERTED = re.compile(
    rf"(?:总分|总成绩|总得分|考核得分|考核分|合计)[^。;]{{0,16}}?(?:折算|换算|折合|换成)(?:成|为|至|到)?(?:满分)?(?:(?P<hundred>百分制)|(?P<to>{FIGURE})\s*分)"
)


class Converted(NamedTuple):
    """The full mark that a total is put on, and where the document says so."""

    to: int | Decimal
    section: Section


def converted_of(sections: Iterable[Section]) -> Converted | None:
    """Find the scale on which the total is put at the end: `总分折算为百分制`."""
    for section in sections:
        if found := CONVERTED.search(section.text):
            to = 100 if found["hundred"] else number(found["to"])
            return None if to is None else Converted(to, section)
    return None


def stated_total_of(sections: Iterable[Section]) -> Stated | None:
    """Find the full mark that the document names outside its items."""
    hundred: Stated | None = None
    for section in sections:
        if CONVERTED.search(section.text):
            continue
        for found in STATED.finditer(section.text):
            span = section.passage.span(*found.span())
            if found["hundred"] or found["thousand"]:
                hundred = hundred or Stated(100 if found["hundred"] else 1000, found[0], span, section.path)
                continue
            written = found["total"] or found["system"] or found["other"]
            return Stated(number(written), found[0].strip(), span, section.path)
        if (
            section.columns
            and SUM_ROW.match(section.columns.get("label", section.passage).text or section.marker)
            and "points" in section.columns
        ):
            cell = section.columns["points"]
            if written := re.match(rf"{FIGURE}", cell.text):
                return Stated(number(written[0]), section.text, section.span, section.path)
    return hundred
