"""What part of a scheme a section stands in, by its headings."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from banheng.schemes.drafting.signs import SCORES

if TYPE_CHECKING:
    from banheng.schemes.drafting.nodes import Section

ZONES = (
    ("veto", re.compile(r"否决")),
    (
        "outcome",
        re.compile(
            r"结果[的]?(?:运用|应用|使用|处理)|(?:考核|考评|评价|评估)结果$|等[次级]|评定|定级|档次|津贴|绩效(?:工资|奖|分配)|奖金|待遇|报酬|发放|分配"
        ),
    ),
    ("bonus", re.compile(r"加减分|加分|奖励|奖分|附加分|奖惩|特色|表彰")),
    ("penalty", re.compile(r"^扣分(?:部分|条款|事项|办法)?$|扣分项|减分|倒扣|惩处|惩戒|^处罚|负面")),
    ("closing", re.compile(r"附则|^其[他它]|说明$|解释")),
    (
        "opening",
        re.compile(
            r"目的|指导思想|总则|依据|意义|原则|对象|^组织|组织(?:机构|领导|实施|管理)?$|领导|机构|周期|时间|程序|步骤"
        ),
    ),
)
SHORT = 24


def zone_of(section: Section) -> str:
    """Tell what part of a scheme a section stands in, by the nearest heading that says so."""
    for heading in [section, *section.above()]:
        if (
            not (heading.marker or heading.kind == "heading")
            or heading.columns
            or len(heading.text) > SHORT
            or re.search(r"[。;,]", heading.text[:-1])
        ):
            continue
        for name, pattern in ZONES:
            if pattern.search(heading.text):
                if name == "bonus" and not SCORES.search(heading.whole().text):
                    return "outcome"
                return name
    return "content"
