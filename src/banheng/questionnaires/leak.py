"""What was found out about single people, and in which way."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from banheng.core.wording import Wording

if TYPE_CHECKING:
    from banheng.core.wording import Language
    from banheng.questionnaires.instrument import Group


class How(StrEnum):
    """The way an answer is found out."""

    SMALL_GROUP = "small_group"
    DIFFERENCE = "difference"
    MEAN = "mean"
    SHARES = "shares"
    SMALL_SHARE = "small_share"
    RANKING = "ranking"
    LINKED_TEXTS = "linked_texts"
    ORDERED_TEXTS = "ordered_texts"
    VERSIONS = "versions"


WORDINGS = {
    How.SMALL_GROUP: Wording(
        "只有 {number} 份答卷，少于 {least} 份，却有结果",
        "shown though only {number} answered, fewer than {least}",
    ),
    How.DIFFERENCE: Wording(
        "合计减去已公布的部分，能算出没有公布的 {number} 份",
        "a total less the parts that are shown gives {number} answer(s) that are hidden",
    ),
    How.MEAN: Wording(
        "由平均分可以知道{number}人的回答完全相同",
        "the mean tells that {number} people all gave the same answer",
    ),
    How.SHARES: Wording(
        "由各选项人数可以知道{number}人都选了同一项",
        "the shares tell that {number} people all chose the same",
    ),
    How.SMALL_SHARE: Wording(
        "有一个选项只有 {number} 人选，少于 {least} 人",
        "an option was chosen by {number}, fewer than {least}",
    ),
    How.RANKING: Wording(
        "只有 {number} 份排序，少于 {least} 份，却有先后",
        "an order is shown of {number} ranking(s), fewer than {least}",
    ),
    How.LINKED_TEXTS: Wording(
        "不同题目的文字可以认出出自同一份答卷", "texts of different questions can be told to be of one sheet"
    ),
    How.ORDERED_TEXTS: Wording("文字的先后不是随机的", "the order of the texts is not random"),
    How.VERSIONS: Wording(
        "与前一次公布相减，能算出 {number} 份答卷",
        "the difference from an earlier publication gives {number} answer(s)",
    ),
}
INSIDERS_KNOW = Wording(
    "（有 {insiders} 人拿出自己的答卷）", " (if {insiders} of them share their own sheets)"
)
EVERYBODY = Wording(
    "；应邀的人都答了，所以知道是谁", "; everybody who was invited answered, so it is known who"
)


@dataclass(frozen=True)
class Leak:
    """Something that can be found out about single people.

    Attributes:
        receiver, group, question: what it is about; the question is empty if it is about whole sheets.
        number, least: people whom it is about, and how many there should be.
        insiders: so many sheets must be known for it.
        everybody: all who were invited answered.
    """

    how: How
    receiver: str
    group: Group
    question: str = ""
    number: int = 0
    least: int = 0
    insiders: int = 0
    everybody: bool = False

    def say(self, language: Language) -> str:
        """Word it for whoever audits."""
        words = WORDINGS[self.how].say(language, number=self.number, least=self.least)
        if self.insiders:
            words += INSIDERS_KNOW.say(language, insiders=self.insiders)
        return words + (EVERYBODY.say(language) if self.everybody else "")
