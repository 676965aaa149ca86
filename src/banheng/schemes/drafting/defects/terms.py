"""Yardsticks that nobody can apply because the document does not say what they are."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from banheng.core.wording import Wording
from banheng.schemes.drafting.defects.defect import Defect

if TYPE_CHECKING:
    from collections.abc import Iterator

    from banheng.schemes.drafting.drafting import Draft

UNDEFINED = Wording("文中没有说明{term}指什么。", "{term} is never defined")
QUOTED = re.compile(r"[“\"「](?P<term>[^”\"」]{1,12})[”\"」]")
LINES = re.compile(
    r"(?P<term>[一-鿿]{0,4}(?:基准线|达标线|目标线|控制线|警戒线|目标值|基准值|标准线|合格线|指标线))"
)
HONOUR_BEFORE = re.compile(
    r"(?:评为|获评|评选|获得?|授予|荣获|称号|命名为?|被评|创建|争创|为|开展|活动)[^,。;]{0,6}$"
)
HONOUR_AFTER = re.compile(r"^(?:称号|荣誉|奖|活动|班级|流动|评选|的?班主任|主题)")
HONOUR_NAME = re.compile(r"优秀|先进|文明|标兵|示范|模范|红旗|之星|最美|五好|特色")
DEFINES = r"(?:是指|指的是|指|即|系指|包括|包含|分为|分别(?:为|是|指)|标准(?:为|是|如下|:)|定义为|为[^,。;]{{2,}}(?:线|率|值)|[::(])"


def check_terms(draft: Draft) -> Iterator[Defect]:
    """A yardstick is used as a condition, and never defined."""
    everything = "\n".join(line.passage.text for line in draft.document.lines)
    seen: set[str] = set()
    for item in draft.items:
        passage = item.text
        for pattern in (QUOTED, LINES):
            for found in pattern.finditer(passage.text):
                term = found["term"]
                before, after = passage.text[: found.start()], passage.text[found.end() :]
                if term in seen or _is_defined(term, everything):
                    continue
                is_honour = (
                    HONOUR_BEFORE.search(before) or HONOUR_AFTER.match(after) or HONOUR_NAME.search(term)
                )
                if pattern is QUOTED and is_honour:
                    continue
                seen.add(term)
                yield Defect(
                    "undefined_term",
                    item.section.path,
                    found[0],
                    passage.span(*found.span()),
                    UNDEFINED,
                    {"term": found[0]},
                )


def _is_defined(term: str, text: str) -> bool:
    escaped = re.escape(term)
    return bool(re.search(rf"{escaped}[”\"」]?\s*{DEFINES.format()}", text)) or bool(
        re.search(rf"(?:以下(?:简称|称)|统称|简称)[为]?[“\"「]?{escaped}", text)
    )
