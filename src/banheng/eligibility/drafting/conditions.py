"""What a phrase asks of a person, as a condition of the rules; what no condition says is an item that people confirm."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any
from zlib import crc32

from banheng.schemes.drafting.unscored import whole

if TYPE_CHECKING:
    from collections.abc import Iterator

Condition = dict[str, Any]

N = r"[一二两三四五六七八九十\d]{1,3}"
LEVELS = {
    "校": "school",
    "县": "county",
    "区": "county",
    "市": "city",
    "省": "province",
    "国家": "nation",
    "全国": "nation",
}
RANKS = (
    ("full_senior", r"正高"),
    ("senior", r"副高|高级教师|高级职称|高级(?:及?以上)?(?:专业技术)?职称"),
    ("intermediate", r"中级|一级教师"),
    ("junior", r"初级|二级教师"),
    ("third_grade", r"三级教师"),
)
RANK = re.compile(r"职称|专业技术职务|[一二三]级教师|高级教师|正高级")
SERVES = r"(?:担任|从事|任|做|当)?(?:过)?(?:中小学|中学|小学|学校)?(?:班主任)(?:工作|管理)?(?:工作)?(?:经历|经验|年限)?"
EVER = re.compile(
    rf"(?:累计|共计?)?(?:{SERVES})(?:累计|共)?(?:满|达到?|不少于|不低于|在)?(?P<n>{N})\s*年(?:及?以上|以上)?|(?:有|具有|具备)?(?P<n2>{N})\s*年(?:及?以上)的?(?:{SERVES})|曾任过?(?P<n3>{N})\s*年(?:及?以上)?班主任"
)
IN_A_ROW = re.compile(
    rf"连续(?P<a>{N})\s*年(?:及?以上)?(?:{SERVES})|连续(?:{SERVES})(?:满|达|不少于)?(?P<b>{N})\s*年|近(?P<c>{N})年(?:内|来)?(?:一直)?连续(?:{SERVES})"
)
TEACHES = re.compile(
    rf"(?:教龄|从教|任教|教学工作|教育教学工作|教育教学经历)(?:年限)?(?:须|应)?(?:满|达到?|不少于|不低于|在)?(?P<n>{N})\s*年(?:及?以上)?|(?P<n2>{N})\s*年(?:及?以上)?的?(?:教龄|教学经历|教育教学(?:工作)?经[历验]|教学经验)"
)
HONOUR = re.compile(
    rf"(?:近|最近|过去)?(?:(?P<n>{N})\s*年(?:之?内|来)?)?[^,。;]{{0,4}}?(?:荣?获得?|被评为|被授予|获评|评为)(?:过)?(?P<level>校|县|区|市|省|国家|全国)?级?(?:(?:及其?)?以上)?(?:的)?[“\"]?(?:中小学)?优秀班主任"
)
QUALIFIED = re.compile(
    r"(?:具有|具备|取得|持有|获得)?(?P<stage>相应|相关|本|任教)?[^,。;]{0,4}?(?:学段|学科)?[^,。;班]{0,4}教师资格(?:证书?)?"
)
CERTIFIED = re.compile(r"班主任(?:任职)?(?:资格|上岗|任职)证书?|持证上岗|具备班主任(?:任职)?资格")
TRAINING = re.compile(
    rf"(?:每|近|在)?(?P<years>{N})\s*年(?:之?内)?[^,。;]{{0,12}}?(?P<what>集中培训|岗位培训|校本培训|继续教育|培训)[^,。;]{{0,10}}?(?:不得?(?:少于|低于)|至少|满|达到?)(?P<n>{N})\s*(?P<unit>学时|课时|天)"
)
PASSED = re.compile(
    r"(?:经|参加|通过|接受)(?:过)?(?P<level>校|县|全县|市)?级?[^,。;]{0,8}?(?P<what>岗前培训|上岗培训|统一培训|培训)[^,。;]{0,6}?(?:合格|并?考核合格)|(?P<before>岗前培训合格)"
)
SIMILAR = re.compile(r"类似(?:的)?(?:荣誉|称号)")
FAILED = re.compile(rf"连续(?P<n>{N})\s*年[^,。;]{{0,6}}?(?:考核)?(?:不合格|不称职)")
TRAININGS = {
    "集中培训": "centralised",
    "岗前培训": "pre_service",
    "上岗培训": "pre_service",
    "岗位培训": "post_training",
    "统一培训": "county_unified",
}
UNITS = {"学时": "hours", "课时": "lessons", "天": "days"}
INCIDENTS = (
    ("arbitrary_fees", r"乱收费|违规收费"),
    ("major_safety_accident", r"重大安全(?:责任)?事故"),
    ("serious_breach", r"严重违反[^,。;、]{0,8}(?:纪律|师德)"),
    ("neglect", r"玩忽职守|不履行[^,。;、]{0,6}职责"),
    ("unable", r"不能履行[^,。;、]{0,6}职责"),
)
"""Codes that the packs of the library have for the same thing."""

LONGEST_ITEM = 60
PHRASE_END = re.compile(r"[,、]|并且?|且(?!不)|和(?=具有|具备|取得)|以及")
SHORTEST_QUALITY = 4


def conditions_in_words(phrase: str) -> list[Condition]:
    """Give the conditions that a phrase is, all of which are meant; none if people have to confirm it.

    Examples:
        >>> conditions_in_words("担任班主任工作满3年")
        [{'kind': 'service_years', 'years': 3}]
        >>> conditions_in_words("身体健康")
        []
    """
    readers = (_service, _teaching, _honour, _papers, _rank, _training, _failed)
    return [condition for read in readers for condition in read(phrase)]


def item(phrase: str) -> Condition:
    """Give an item of a checklist with the words of the document; the same words have the same code."""
    return {"kind": "item", "code": _code(phrase), **_named(phrase)}


def incident(phrase: str) -> Condition:
    """Give something that is held against a person, with the words of the document."""
    known = next((known for known, words in INCIDENTS if re.search(words, phrase)), None)
    return {"kind": "incident", "incident": known or _code(phrase), **_named(phrase)}


def _code(phrase: str) -> str:
    return f"words_{crc32(phrase.encode()):08x}"


def _named(phrase: str) -> Condition:
    words = phrase if len(phrase) <= LONGEST_ITEM else f"{phrase[:LONGEST_ITEM]}……"
    return {"name": words, "name_en": words}


def _first(match: re.Match[str]) -> int | None:
    return next((whole(group) for group in match.groupdict().values() if group), None)


def _service(phrase: str) -> Iterator[Condition]:
    if match := IN_A_ROW.search(phrase):
        yield {"kind": "continuous_service", "years": _first(match)}
    elif match := EVER.search(phrase):
        yield {"kind": "service_years", "years": _first(match)}


def _teaching(phrase: str) -> Iterator[Condition]:
    if match := TEACHES.search(phrase):
        yield {"kind": "teaching_years", "years": _first(match)}


def _honour(phrase: str) -> Iterator[Condition]:
    if not (match := HONOUR.search(phrase)):
        return
    honour: Condition = {"kind": "honour", "honours": ["excellent_homeroom_teacher"]}
    if match["level"]:
        honour["level"] = LEVELS[match["level"]]
    if match["n"]:
        honour["within_years"] = whole(match["n"])
    honour |= {"name": "优秀班主任", "name_en": "excellent homeroom teacher"}
    similar = SIMILAR.search(phrase)
    yield {"kind": "any", "of": [honour, item(similar[0])]} if similar else honour


def _papers(phrase: str) -> Iterator[Condition]:
    if match := QUALIFIED.search(phrase):
        yield {"kind": "qualified", **({"of_stage": True} if match["stage"] else {})}
    if CERTIFIED.search(phrase):
        yield {"kind": "certified"}


def _rank(phrase: str) -> Iterator[Condition]:
    if RANK.search(phrase):
        yield from [{"kind": "rank", "rank": code} for code, words in RANKS if re.search(words, phrase)][:1]


def _training(phrase: str) -> Iterator[Condition]:
    if match := TRAINING.search(phrase):
        yield {
            "kind": "training",
            "training": [TRAININGS.get(match["what"], "training")],
            "unit": UNITS[match["unit"]],
            "at_least": whole(match["n"]),
            "within_years": whole(match["years"]),
            **_named(match["what"]),
        }
    elif match := PASSED.search(phrase):
        what, level = match["what"] or "岗前培训", (match["level"] or "").removeprefix("全")
        yield {
            "kind": "training_passed",
            "training": [TRAININGS.get(what, "training")],
            **({"level": LEVELS[level]} if level in LEVELS else {}),
            **_named(what),
        }


def _failed(phrase: str) -> Iterator[Condition]:
    if match := FAILED.search(phrase):
        yield {"kind": "failed_years", "years": whole(match["n"])}


def said(words: str) -> list[Condition]:
    """Say a phrase by its conditions, with an item for each part of it that is none; all of it is one item if none is."""
    if not conditions_in_words(words):
        return [item(words)]
    return phrases(words)


def phrases(words: str) -> list[Condition]:
    """Say each phrase of a row; what is no condition becomes an item."""
    conditions: list[Condition] = []
    for phrase in PHRASE_END.split(words):
        bare = phrase.strip(" ,的。")
        if len(bare) > 1:
            conditions += conditions_in_words(bare) or [item(bare)]
    return conditions


def qualities(words: str) -> list[Condition]:
    """Say a row of qualities one by one, unless they hang together (`能力、责任心强`)."""
    parts = re.split(r"[,、]", words)
    return phrases(words) if all(len(part) >= SHORTEST_QUALITY for part in parts) else [item(words)]


def together(conditions: list[Condition]) -> Condition:
    """Put conditions that are all meant into one."""
    return conditions[0] if len(conditions) == 1 else {"kind": "all", "of": conditions}
