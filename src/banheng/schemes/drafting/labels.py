"""What an item is called: the name is cut out of a clause that names and prices it in one sentence."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from banheng.schemes.drafting.meaning.figures import FIGURE
from banheng.schemes.drafting.meaning.phrases import one_of

if TYPE_CHECKING:
    from banheng.schemes.drafting.nodes import Passage
    from banheng.schemes.drafting.scored import Item

_SUBJECT, _LIGHT, _GENERIC, _OWED, _WON = (
    one_of("labels", name) for name in ("subjects", "light", "generic", "owed", "won")
)
_LEVEL = rf"(?:{one_of('levels', 'places')}(?:级|里|内)?(?:{one_of('levels', 'and_above')})?)"
_PRICE = rf"(?:各|均|分别|依次|另|可|再){{0,3}}(?:加|得|(?<![等级金银铜胜秀励])奖励?|减|扣除?|计|记|罚)\s*(?:{FIGURE}|分)"
_COUNT = r"(?:每(?:次|人次|人|项|篇|处|件|起|节|场|届|周|月|学期|学年|班)|一次|[一1]人次?)"

PRICED_NAME = re.compile(
    r"(?P<name>[^,。;]{2,24}?)的?(?:每[次项人篇处件起][次]?|一次|[一1]人)?各?(?:加|得|奖|减|扣|计)\s*(?:\d|_).*$"
)
QUOTED = re.compile(r"[“\"](?P<name>[^”\"]{2,16})[”\"]")
PRICE_BEHIND = re.compile(
    rf"(?:的|者)?[,:]?{_COUNT}?(?:{_PRICE}|\s*\d+(?:\.\d+)?\s*分|前{FIGURE}名|第[一1]名).*$|(?:的|者)?{_COUNT}?(?:的|者)?$"
)
PERIOD_BEFORE = re.compile(rf"^{one_of('labels', 'periods')}(?:的|内|,)?(?![、和及与或])(?=.{{2}})")
WON_IN = re.compile(
    rf"^(?:{_SUBJECT})?(?:在|参加)(?P<name>.{{2,16}}?)(?:中|上|里|活动中)?(?:获奖|获得名次|取得名次|(?:取|获)得前{FIGURE}名|名列前{FIGURE}名|受表彰)"
)
EXAMPLES = re.compile(rf"^.{{2,24}}等(?={_GENERIC}(?:{_WON})?$)")
AT_PLACE = re.compile(r"^在(?P<name>.{2,16}?)(?:中|上|里|期间)$")
SUBJECT_BEFORE = re.compile(rf"^{_SUBJECT}(?=.{{2}})(?!人数|管理|会|工作|成绩|评|家长|满意)")
SOMEWHERE = re.compile(
    rf"^在.{{0,14}}?{one_of('labels', 'somewhere')}(?:上|中|内|里)?(?={one_of('labels', 'acts')})"
)
LIGHT_VERB = re.compile(
    rf"^(?:{one_of('labels', 'adverbs')})?(?P<verb>{_LIGHT})(?:了|为)?(?P<name>.{{2,24}})$"
)
ADVERB_BEFORE = re.compile(rf"^{one_of('labels', 'adverbs')}(?={_LIGHT})")
SCHOOL_OWN = re.compile(r"^(?P<verb>..)学校(?:的|布置的|安排的|交办的)?(?=.{2})")
ONE_PIECE = re.compile(r"[一1][面个项次块张份]$")
WON_BEHIND = re.compile(rf"{_WON}$|称号$")
WON_SOMEWHERE = re.compile(rf"(?<=..)在[^,。;]{{2,8}}?{_WON}$")
PRAISE_BEHIND = re.compile(rf"(?<=..)(?:{one_of('labels', 'praise')})$")
PASSIVE = re.compile(r"^被(?=.{2,})")
PROVEN_BEHIND = re.compile(rf"[,]?(?:{one_of('labels', 'proven')})$")
LEVEL_BEHIND = re.compile(rf"(?<=...){one_of('levels', 'places')}级(?:{_GENERIC})?$")
ONLY_LEVEL = re.compile(rf"{_LEVEL}?(?:{_GENERIC})")


NAMELESS = re.compile(
    rf"(?:第?[一二三四特]等奖?|前{FIGURE}名.*|第{FIGURE}名.*|{_LEVEL}|优秀|良好|[金银铜][奖牌])"
)


BY_RULES = re.compile(r"^(?:以|按照?|依据|根据)(?P<name>[^,。;]{4,24}?)(?:为准|为依据|执行)$")


def name_of(item: Item) -> Passage:
    """Cut the name of an item out of its words; where they name a level or place only, the heading says of what."""
    if item.role in {"base", "daily_check"}:
        found = BY_RULES.match(item.label.text) or (
            None if item.worth.is_printed else PRICED_NAME.match(item.label.text)
        )
        return item.label.part(*found.span("name")) if found else item.label
    name = _award_name(item.label, item.role)
    if NAMELESS.fullmatch(name.text) and item.indicator is not None:
        return item.indicator.label
    return name


def _award_name(label: Passage, role: str) -> Passage:
    if quoted := QUOTED.search(label.text):
        return label.part(*quoted.span("name"))
    if won := WON_IN.match(label.text):
        name = label.part(*won.span("name"))
        if not EXAMPLES.match(name.text):
            return name
    label = _without(_without(label, PRICE_BEHIND), PERIOD_BEFORE)
    if role == "penalty":
        return _without(_without(label, PASSIVE), PROVEN_BEHIND)
    return _of_bonus(label)


def _of_bonus(label: Passage) -> Passage:
    """Take away who, where, and verbs that say nothing; what is left must still tell one thing from another."""
    bare = _without(_without(label, SUBJECT_BEFORE), SOMEWHERE)
    if place := AT_PLACE.match(bare.text):
        return bare.part(*place.span("name"))
    if verb := LIGHT_VERB.match(bare.text):
        name = bare.part(*verb.span("name"))
        name = _without(name, EXAMPLES)
        if re.search(rf"{_OWED}$", name.text):
            return _school_taken_out(_without(bare, ADVERB_BEFORE))
        name = _without(name, ONE_PIECE)
        shorter = _without(_without(name, WON_BEHIND), LEVEL_BEHIND)
        if not ONLY_LEVEL.fullmatch(shorter.text) and len(shorter.text) > 1:
            return shorter
        return name if name.text != shorter.text else label
    return _without(_without(bare, PRAISE_BEHIND), WON_SOMEWHERE)


def _school_taken_out(label: Passage) -> Passage:
    """Drop `学校` behind the verb: whose task it is goes without saying in a paper of the school."""
    found = SCHOOL_OWN.match(label.text)
    return label.part(0, 2).joined(label.part(found.end())) if found else label


def _without(label: Passage, pattern: re.Pattern[str]) -> Passage:
    """Take away what a pattern finds at the start or end, unless nothing would be left."""
    found = pattern.search(label.text)
    if not found or found.end() == found.start():
        return label
    rest = label.part(found.end()) if found.start() == 0 else label.part(0, found.start())
    return rest if len(rest.text) > 1 else label
